using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Flavors;

/// <summary>Signatures with lists, objects, maps and any values, served.</summary>
public sealed class NestedColumnSpecs : IDisposable
{
    private const string Rows =
        """
        {"dataframe_records": [
            {"person": {"name": "a", "ages": [1, 2]}, "more": {"k": 0.5}, "any": [{"x": null}]},
            {"person": {"name": "b"}, "more": {}, "any": "t"}]}
        """;

    private const string Answer =
        """
        {"predictions":[{"seen":{"name":"a","ages":[1,2],"more":["k"],"any":[{"x":null}]}},
        """
        + """{"seen":{"name":"b","ages":[],"more":[],"any":"t"}}]}""";

    private static readonly ModelSignature Signature = new(
        ModelSchema.OfColumns(
            new ColumnSpec("person", new ObjectType(
                [new("name", DataType.String), new("ages", new ArrayType(DataType.Long), IsRequired: false)])),
            new ColumnSpec("more", new MapType(DataType.Double)),
            new ColumnSpec("any", new AnyType(), IsRequired: false)),
        ModelSchema.OfColumns(new ColumnSpec("seen", new AnyType())));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_function_of_dotnet_takes_and_gives_nested_values()
    {
        await using var served = await ServeAsync(await WriteFunctionAsync("model"));

        Assert.Equal(Answer, (await served.InvokeAsync(Rows)).Text);
        var refused = await served.InvokeAsync("""{"instances": [{"person": {"name": 1}, "more": {}}]}""");
        Assert.Equal((400, "BAD_REQUEST"), (refused.Status, refused.ErrorCode));
        Assert.Contains("row 0.name is 1; expected string", refused.Message, StringComparison.Ordinal);
        var missing = await served.InvokeAsync("""{"instances": [{"more": {}}]}""");
        Assert.Contains("Model is missing inputs ['person']", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_composite_hands_nested_values_on()
    {
        var content = Composite.Pipeline(
        [
            new CompositeStep("see", await WriteFunctionAsync("step"))
            {
                Inputs = new Dictionary<string, string> { ["any"] = "inputs.any" },
            },
        ]);
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            _folder["model"], content with { Signature = Signature }, Patience.Token());
        await using var served = await ServeAsync(ModelDirectory.Open(_folder["model"]));

        Assert.Equal(Answer, (await served.InvokeAsync(Rows)).Text);
    }

    [Fact]
    public async Task A_composite_without_a_signature_takes_rows_of_any_values()
    {
        var content = Composite.Pipeline([new CompositeStep("see", await WriteFunctionAsync("step"))]);
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(_folder["model"], content, Patience.Token());
        await using var served = await ServingRig.StartAsync(
            Tracking.Models.Flavors.ModelFlavors.Load(ModelDirectory.Open(_folder["model"])));

        Assert.Equal(Answer, (await served.InvokeAsync(Rows)).Text);
        var api = (await served.SendAsync(HttpMethod.Get, "/openapi.json")).Json["paths"]!.AsObject();
        var body = api["/invocations"]!["post"]!["requestBody"]!["content"]!["application/json"]!;
        Assert.Equal(
            """{"dataframe_records":[{"person":{},"more":{}}]}""", body["example"]!.ToJsonString());
        Assert.Equal(
            """{"person":{},"more":{},"any":{}}""",
            body["schema"]!["properties"]!["dataframe_records"]!["items"]!["properties"]!.ToJsonString());
        Assert.DoesNotContain(api, path => path.Key.StartsWith("/v2/", StringComparison.Ordinal));
    }

    [ProgramFact("python3")]
    public async Task A_python_function_takes_and_gives_nested_values()
    {
        WritePythonModel();
        await using var served = await ServeAsync(ModelDirectory.Open(_folder["model"]));

        Assert.Equal(
            """{"predictions":[{"seen":[[2024,1970],{"k":2},null],"text":null}]}""",
            (await served.InvokeAsync("""
                {"instances": [{"times": ["2024-05-06T07:08:09.123456789Z", 0], "bytes": {"k": "AAE="}, "text": null}]}
                """)).Text);
    }

    [Fact]
    public async Task Open_inference_refuses_such_a_model_in_one_line_and_others_take_rows()
    {
        await using var served = await ServeAsync(await WriteFunctionAsync("model"));

        var metadata = await served.SendAsync(HttpMethod.Get, "/v2/models/m");
        var refused = await served.PostAsync("/v2/models/m/infer", Encoding.UTF8.GetBytes("""{"inputs": []}"""));
        var rows = await served.PostAsync("/v1/models/m:predict", Encoding.UTF8.GetBytes(
            """{"instances": [{"person": {"name": "b"}, "more": {}, "any": "t"}]}"""));
        var columns = await served.PostAsync("/v1/models/m:predict", Encoding.UTF8.GetBytes(
            """{"inputs": {"person": [{"name": "b"}], "more": [{}]}}"""));

        Assert.Equal("JSON", (string?)metadata.Json["inputs"]![0]!["datatype"]);
        Assert.Equal(400, refused.Status);
        Assert.Contains("which Open Inference does not carry", refused.Message, StringComparison.Ordinal);
        Assert.Equal((200, "b"), (rows.Status, (string?)rows.Json["predictions"]![0]!["name"]));
        Assert.Equal(400, columns.Status);
        Assert.Contains("send rows by the names of the columns", columns.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"inputs": {"person": {"name": "b"}, "more": {}, "any": "t"}}""")]
    [InlineData("""{"inputs": {"person": [{"name": "b"}], "more": [{}], "any": ["t"]}}""")]
    [InlineData("""{"dataframe_split": {"columns": ["any", "more", "person"], "data": [["t", {}, {"name": "b"}]]}}""")]
    public async Task Each_form_of_mlflows_json_carries_them(string body)
    {
        await using var served = await ServeAsync(await WriteFunctionAsync("model"));

        Assert.Equal(
            """{"predictions":[{"seen":{"name":"b","ages":[],"more":[],"any":"t"}}]}""",
            (await served.InvokeAsync(body)).Text);
    }

    private void WritePythonModel()
    {
        _folder.Write("model/MLmodel", new JsonObject
        {
            ["flavors"] = JsonNode.Parse("""{"python_function": {"loader_module": "own", "code": "code"}}"""),
            ["signature"] = new ModelSignature(
                ModelSchema.OfColumns(
                    new ColumnSpec("times", new ArrayType(DataType.DateTime)),
                    new ColumnSpec("bytes", new MapType(DataType.Binary)),
                    new ColumnSpec("text", DataType.String)),
                ModelSchema.OfColumns(new ColumnSpec("seen", new AnyType()), new ColumnSpec("text", DataType.String)))
                .ToJson(),
        }.ToJsonString());
        _folder.Write("model/code/own.py", """
            class Model:
                def predict(self, data):
                    rows = zip(data["times"], data["bytes"], data["text"])
                    return {"seen": [[[time.year for time in times], {k: len(v) for k, v in sizes.items()}, text]
                                     for times, sizes, text in rows], "text": data["text"]}

            def _load_pyfunc(path):
                return Model()
            """);
    }

    private static Task<ServingRig> ServeAsync(ModelDirectory directory) => ServingRig.StartAsync(
        Tracking.Models.Flavors.ModelFlavors.Load(directory),
        $"signature: {directory.MlModel.Signature!.ToJson().ToJsonString()}\n", null, null);

    private Task<ModelDirectory> WriteFunctionAsync(string folder) =>
        new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            _folder[folder],
            DotnetFunctionFlavor.Content(DotnetFunctionSource.Of(NestedFunctions.See), Signature),
            Patience.Token());
}

public static class NestedFunctions
{
    /// <summary>Says for each row what it saw.</summary>
    public static IReadOnlyList<NamedTensor> See(IReadOnlyList<NamedTensor> inputs, CancellationToken token)
    {
        var (people, more) = (inputs.GetValues("person").Data, inputs.GetValues("more").Data);
        var any = (inputs.Find("any") as JsonTensor)?.Data;
        var seen = people.Select((person, row) => JsonElement.Parse(new JsonObject
        {
            ["name"] = person.GetProperty("name").GetString(),
            ["ages"] = new JsonArray(person.TryGetProperty("ages", out var ages)
                ? [.. ages.EnumerateArray().Select(age => (JsonNode)age.GetInt64())]
                : []),
            ["more"] = new JsonArray([.. more[row].EnumerateObject().Select(entry => (JsonNode)entry.Name)]),
            ["any"] = any is null ? null : JsonNode.Parse(any[row].GetRawText()),
        }.ToJsonString()));
        return [new NamedTensor("seen", new JsonTensor([.. seen], people.Length))];
    }
}
