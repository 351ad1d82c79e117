using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Models;

public sealed class ModelInspectionSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_whole_model_is_described_and_found_well()
    {
        await LogisticModel.WriteAsync(_folder["model"]);

        var described = await CliCall.SucceedAsync("models", "describe", _folder["model"]);
        var json = JsonNode.Parse(
            (await CliCall.SucceedAsync("models", "describe", _folder["model"], "--output", "json")).Output)!;
        var valid = await CliCall.SucceedAsync("models", "validate", _folder["model"]);

        Assert.Contains("\nGraph inputs\n  x  float32 (-1, 4)\n", described.Output);
        Assert.Contains("'a': float (required)", described.Output);
        Assert.StartsWith("sha256:", (string)json["digest"]!);
        Assert.Equal("probabilities", (string)json["graph_outputs"]![0]!["name"]!);
        Assert.Contains("model.onnx", json["files"]!.AsArray().Select(file => (string)file!["path"]!));
        Assert.Equal(
            "[[1.5,1.5,1.5,1.5],[-0.1,-0.1,-0.1,-0.1]]",
            json["serving_input_example"]!["dataframe_split"]!["data"]!.ToJsonString());
        Assert.EndsWith("All is well.\n", valid.Output);
        Assert.DoesNotContain("fail", valid.Output);
    }

    [Fact]
    public async Task Every_flaw_is_found_at_once_and_the_exit_code_is_1()
    {
        await LogisticModel.WriteAsync(_folder["model"]);
        File.Delete(_folder["model", "conda.yaml"]);
        var file = _folder["model", "MLmodel"];
        var text = await File.ReadAllTextAsync(file);
        text = text.Replace("\"name\": \"d\"", "\"name\": \"e\"").Replace(
            "{\"type\": \"float\", \"name\": \"a\", \"required\": true}, ", "");
        await File.WriteAllTextAsync(file, text);
        File.Delete(_folder["model", "input_example.json"]);

        var call = await CliCall.RunAsync("models", "validate", _folder["model"], "--output", "json");
        var failed = JsonNode.Parse(call.Output)!["checks"]!.AsArray()
            .Where(check => (string)check!["level"]! == "fail")
            .Select(check => $"{check!["name"]}: {check["detail"]}");
        var lines = string.Join('\n', failed);

        Assert.Equal(ExitCodes.Failure, call.Code);
        Assert.Matches(@"(?m)^environment: .*conda\.yaml", lines);
        Assert.Matches(@"(?m)^files: .*input_example\.json", lines);
        Assert.Matches(@"(?m)^signature: .*3 columns", lines);
        Assert.Matches(@"(?m)^example: .*missing inputs \['e'\]", lines);
    }

    [Fact]
    public async Task A_graph_that_does_not_load_is_a_finding_and_no_crash()
    {
        await LogisticModel.WriteAsync(_folder["model"]);
        await File.WriteAllTextAsync(_folder["model", "model.onnx"], "no graph");

        var call = await CliCall.RunAsync("models", "validate", _folder["model"]);
        var described = await CliCall.SucceedAsync("models", "describe", _folder["model"], "--output", "json");

        Assert.Equal(ExitCodes.Failure, call.Code);
        Assert.Contains("fail  graph", call.Output);
        Assert.Contains("warn  size", call.Output);
        var problem = JsonDocument.Parse(described.Output).RootElement.GetProperty("problem").GetString();
        Assert.Contains("model.onnx", problem);
    }

    [Theory]
    [InlineData("nowhere", "There is no model folder")]
    [InlineData("empty", "has no MLmodel file")]
    public async Task What_is_no_model_fails_with_its_reason(string name, string reason)
    {
        Directory.CreateDirectory(_folder["empty"]);

        var call = await CliCall.RunAsync("models", "validate", _folder[name]);

        Assert.Equal(ExitCodes.Failure, call.Code);
        Assert.Contains(reason, call.Output + call.Errors);
    }

    [Fact]
    public async Task A_uri_and_a_name_at_once_are_a_wrong_command_line()
    {
        var both = await CliCall.RunAsync("models", "describe", "models:/a/1", "-n", "a");
        var none = await CliCall.RunAsync("models", "describe");

        Assert.Equal((ExitCodes.Usage, ExitCodes.Usage), (both.Code, none.Code));
        Assert.Contains("Give either a URI or --name.", both.Errors);
        Assert.Contains("Give either a URI or --name.", none.Errors);
    }

    public void Dispose() => _folder.Dispose();
}
