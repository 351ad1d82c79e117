using System.Text.Json;
using Tracking.Cli.Tests.Models.Converted;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Models;

public sealed class ConvertCommandSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_converted_model_is_a_folder_that_scores()
    {
        var input = _folder.Write("model.txt", LightGbmStump.Text("binary sigmoid:1"));

        var call = await CliCall.SucceedAsync("models", "convert", "-i", input, "-d", _folder["out", "model"]);

        Assert.Contains("Model       1 trees, binary\n", call.Output);
        Assert.Contains("Inputs      ['a': double (required), 'b': double (required)]\n", call.Output);
        using var scorer = OnnxFlavor.Load(await ModelDirectory.OpenAsync(_folder["out", "model"]));
        var x = new Tensor<float>(new[] { 0.4f, 0, 0.6f, 0 }, 2, 2);
        var result = (Tensor<float>)scorer.Score([new NamedTensor("features", x)])[0].Tensor;
        Assert.Equal([0.731059f, 0.880797f], result.Data.ToArray().Select(value => MathF.Round(value, 6)));
    }

    [Fact]
    public async Task Json_tells_what_was_made()
    {
        var input = _folder.Write("model.txt", LightGbmStump.Text("regression"));

        var call = await CliCall.SucceedAsync(
            "models", "convert", "-i", input, "-d", _folder["m"], "--from", "lightgbm", "--iterations", "1", "--output",
            "json");

        var report = JsonDocument.Parse(call.Output).RootElement;
        Assert.Equal(_folder["m"], report.GetProperty("path").GetString());
        Assert.Equal("lightgbm", report.GetProperty("toolkit").GetString());
        Assert.Equal("v4", report.GetProperty("toolkit_version").GetString());
        Assert.True(report.GetProperty("onnx_bytes").GetInt32() > 100);
    }

    [Theory]
    [InlineData("", "'model.txt' is empty.")]
    [InlineData("tree\nversion=v4\n", "'model.txt' ends at line 2 without 'end of trees'.")]
    [InlineData("{\"learner\": {}}", "'model.txt': 'learner' has no field 'learner_model_param' (at byte 12).")]
    public async Task What_cannot_be_converted_is_one_line_and_leaves_nothing(string content, string expected)
    {
        var input = _folder.Write("model.txt", content);

        var call = await CliCall.RunAsync("models", "convert", "-i", input, "-d", _folder["m"]);

        Assert.Equal((ExitCodes.Failure, ""), (call.Code, call.Output));
        Assert.Equal($"Error: {expected}\n", call.Errors.Replace(input, "model.txt", StringComparison.Ordinal));
        Assert.Equal([input], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_folder_that_exists_is_not_written_over()
    {
        var input = _folder.Write("model.txt", LightGbmStump.Text("regression"));

        var call = await CliCall.RunAsync("models", "convert", "-i", input, "-d", _folder.Path);

        Assert.Equal(ExitCodes.Failure, call.Code);
        Assert.Contains("already exists; a model is written into a new folder.", call.Errors);
    }

    [Fact]
    public async Task The_exporter_is_written_where_it_is_asked_for()
    {
        var call = await CliCall.SucceedAsync("models", "exporter", "-o", _folder["e.py"]);

        Assert.Equal($"Wrote {_folder["e.py"]}.\n", call.Output);
        Assert.Contains("def export(estimator, path, example=None):", await File.ReadAllTextAsync(_folder["e.py"]));
    }

    [Theory]
    [InlineData("--from keras", "--from is 'keras', expected xgboost, lightgbm, sklearn")]
    [InlineData("--iterations 0", "--iterations is '0', expected a whole number from 1.")]
    [InlineData("", "--dst-path")]
    public async Task A_wrong_command_line_names_the_mistake(string arguments, string named)
    {
        var call = await CliCall.RunAsync(
            ["models", "convert", "-i", "x", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(ExitCodes.Usage, call.Code);
        Assert.Contains(named, call.Errors);
    }
}
