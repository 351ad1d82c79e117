using System.Text.Json.Nodes;
using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Flavors.Processes;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Models;

/// <summary><c>models describe</c> and <c>models validate</c> for models that are no ONNX file.</summary>
public sealed class FlavorInspectionSpecs : IDisposable
{
    private static readonly ModelSignature Signature = new(
        ModelSchema.OfColumns(new ColumnSpec("a", DataType.Double), new ColumnSpec("b", DataType.Double)),
        ModelSchema.OfColumns(new ColumnSpec("sum", DataType.Double)),
        [new ParamSpec("k", DataType.Double, 1.0)]);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_function_of_dotnet()
    {
        await WriteFunctionAsync("model");

        await IsWellAsync("dotnet_function", ["a", "b", "k"], ["sum"]);
        File.Delete(_folder["model", "assemblies", "Tracking.Cli.Tests.dll"]);
        await FailsAsync("graph", "Tracking.Cli.Tests.dll");
    }

    [Fact]
    public async Task A_composite()
    {
        var step = await WriteFunctionAsync("step");
        await WriteAsync("model", Composite.Pipeline([new CompositeStep("add", step)]) with { Signature = Signature });

        await IsWellAsync("composite", ["a", "b", "k"], ["sum"]);
        File.Delete(_folder["model", "steps", "add", "MLmodel"]);
        await FailsAsync("graph", "Step 'add'");
    }

    [ProgramFact("python3")]
    public async Task A_function_of_python()
    {
        _folder.Write("model/code/own.py", """
            class Model:
                def predict(self, data, params):
                    return {"sum": [(a + b) * params["k"] for a, b in zip(data["a"], data["b"])]}

            def _load_pyfunc(path):
                return Model()
            """);
        _folder.Write("model/MLmodel", new JsonObject
        {
            ["flavors"] = JsonNode.Parse("""{"python_function": {"loader_module": "own", "code": "code"}}"""),
            ["signature"] = Signature.ToJson(),
        }.ToJsonString());

        await IsWellAsync("python_function", ["a", "b", "k"], ["sum"]);
        _folder.Write("model/code/own.py", "raise ValueError('no weights')");
        await FailsAsync("graph", "no weights");
    }

    [ProgramFact("python3")]
    public async Task A_program()
    {
        _folder.Write("program/score.py", Program);
        var content = ExternalProcessFlavor.Content(_folder["program"], ["python3", "program/score.py"], asJson: true);
        await WriteAsync("model", content with { Signature = Signature });

        await IsWellAsync("external_process", ["a", "b", "k"], ["sum"]);
        File.Delete(_folder["model", "program", "score.py"]);
        await FailsAsync("graph", "score.py");
    }

    // Reads the frames of the guide, and answers that it has loaded.
    private const string Program = """
        import json, struct, sys
        while True:
            lengths = sys.stdin.buffer.read(12)
            if len(lengths) < 12:
                break
            head_length, body_length = struct.unpack("<IQ", lengths)
            head = json.loads(sys.stdin.buffer.read(head_length))
            sys.stdin.buffer.read(body_length)
            answer = {"id": head["id"], "protocol": 1}
            if head["verb"] == "score":
                given = {each["name"]: each["data"] for each in head["inputs"]}
                sums = [a + b for a, b in zip(given["a"], given["b"])]
                answer = {"id": head["id"], "outputs": [
                    {"name": "sum", "type": "float64", "shape": [len(sums)], "data": sums}]}
            out = json.dumps(answer).encode()
            sys.stdout.buffer.write(struct.pack("<IQ", len(out), 0) + out)
            sys.stdout.buffer.flush()
        """;

    private async Task IsWellAsync(string flavor, string[] inputs, string[] outputs)
    {
        var valid = await CliCall.SucceedAsync("models", "validate", _folder["model"]);
        var text = await CliCall.SucceedAsync("models", "describe", _folder["model"]);
        var json = await DescribeAsync();

        Assert.DoesNotContain("fail  ", valid.Output);
        Assert.Contains(flavor, text.Output);
        Assert.Equal(inputs, json["graph_inputs"]!.AsArray().Select(input => (string)input!["name"]!));
        Assert.Equal(outputs, json["graph_outputs"]!.AsArray().Select(output => (string)output!["name"]!));
        Assert.Null(json["problem"]);
    }

    private async Task FailsAsync(string check, string problem)
    {
        var call = await CliCall.RunAsync("models", "validate", _folder["model"], "--output", "json");
        var failed = JsonNode.Parse(call.Output)!["checks"]!.AsArray()
            .Where(each => (string)each!["level"]! == "fail")
            .Select(each => ((string)each!["name"]!, (string)each["detail"]!));

        Assert.Equal(ExitCodes.Failure, call.Code);
        Assert.Contains(failed, each => each.Item1 == check && each.Item2.Contains(problem, StringComparison.Ordinal));
        Assert.Contains(problem, (string)(await DescribeAsync())["problem"]!);
    }

    private async Task<JsonNode> DescribeAsync() => JsonNode.Parse(
        (await CliCall.SucceedAsync("models", "describe", _folder["model"], "--output", "json")).Output)!;

    private Task<ModelDirectory> WriteFunctionAsync(string folder) =>
        WriteAsync(folder, DotnetFunctionFlavor.Content(DotnetFunctionSource.Of(InspectedFunctions.Sum), Signature));

    private Task<ModelDirectory> WriteAsync(string folder, ModelContent content) =>
        new ModelDirectoryWriter(TimeProvider.System).WriteAsync(_folder[folder], content, Patience.Token());
}

public static class InspectedFunctions
{
    public static IReadOnlyList<NamedTensor> Sum(IReadOnlyList<NamedTensor> inputs, CancellationToken token)
    {
        var k = inputs.Find("k") is null ? 1 : inputs.Get<double>("k").Data.Span[0];
        var (a, b) = (inputs.Get<double>("a").Data.ToArray(), inputs.Get<double>("b").Data.ToArray());
        return [new NamedTensor("sum", new Tensor<double>(a.Zip(b, (x, y) => (x + y) * k).ToArray(), a.Length))];
    }
}
