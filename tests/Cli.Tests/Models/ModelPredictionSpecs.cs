using Tracking.TestKit;

namespace Tracking.Cli.Tests.Models;

public sealed class ModelPredictionSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Json_and_csv_are_answered_alike_and_into_a_file()
    {
        await LogisticModel.WriteAsync(_folder["model"]);
        var json = _folder.Write("in.json", """{"dataframe_records": [{"a": 1, "b": 2, "c": 3, "d": 4}]}""");
        var csv = _folder.Write("in.csv", "d,c,b,a\n4,3,2,1\n");

        var printed = await CliCall.SucceedAsync("models", "predict", "-m", _folder["model"], "-i", json);
        await CliCall.SucceedAsync(
            "models", "predict", "-m", _folder["model"], "--input-path", csv, "--content-type", "csv",
            "--output-path", _folder["out.json"]);

        Assert.StartsWith("{\"predictions\":[{\"probabilities\":", printed.Output);
        Assert.Equal(printed.Output.TrimEnd('\n'), await File.ReadAllTextAsync(_folder["out.json"]));
    }

    [Fact]
    public async Task What_the_host_would_refuse_is_one_line_and_exit_code_1()
    {
        await LogisticModel.WriteAsync(_folder["model"]);
        var json = _folder.Write("in.json", """{"dataframe_records": [{"a": 1}]}""");

        var call = await CliCall.RunAsync("models", "predict", "-m", _folder["model"], "-i", json);

        Assert.Equal((ExitCodes.Failure, ""), (call.Code, call.Output));
        Assert.StartsWith("Error: Failed to enforce schema of data", call.Errors);
        Assert.Contains("Model is missing inputs ['b', 'c', 'd']", call.Errors);
    }

    [Fact]
    public async Task A_missing_file_and_an_unknown_content_type_are_named()
    {
        await LogisticModel.WriteAsync(_folder["model"]);

        var missing = await CliCall.RunAsync("models", "predict", "-m", _folder["model"], "-i", _folder["none.json"]);
        var unknown = await CliCall.RunAsync("models", "predict", "-m", _folder["model"], "-t", "xml");

        Assert.Equal((ExitCodes.Failure, ExitCodes.Usage), (missing.Code, unknown.Code));
        Assert.Contains("none.json", missing.Errors);
        Assert.Contains("--content-type is 'xml', expected json or csv.", unknown.Errors);
    }

    public void Dispose() => _folder.Dispose();
}
