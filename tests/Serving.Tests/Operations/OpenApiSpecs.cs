using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Operations;

public sealed class OpenApiSpecs : IDisposable
{
    private readonly DescribedModels _models = new();

    [ProgramFact("npm")]
    public async Task The_document_is_valid_and_every_example_fits_its_schema_and_is_answered()
    {
        _models
            .With("own-example", FunctionScorer.Echo(ElementType.Float32, -1, 2), null, """{"inputs": [[1.5, 2]]}""")
            .With("no-signature", FunctionScorer.Of(
                new TensorInfo("a", ElementType.Int64, [-1, 3]),
                new TensorInfo("b", ElementType.String, [-1]),
                new TensorInfo("c", ElementType.Bool, []) { IsOptional = true }))
            .With("any-values", FunctionScorer.Of(
                new TensorInfo("who", ElementType.Json, [-1]), new TensorInfo("n", ElementType.Int64, [-1])))
            .With(
                "tensor",
                FunctionScorer.Echo(ElementType.Float64, -1, 2, 2),
                """[{"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1, 2, 2]}}]""")
            .WithColumns(
                "columns of any kind",
                """
                [{"type": "double", "name": "x", "required": true}, {"type": "long", "name": "n", "required": false},
                {"type": "string", "name": "it''s", "required": true},
                {"type": "boolean", "name": "b", "required": true}]
                """.ReplaceLineEndings(" "),
                ("x", ElementType.Float64),
                ("n", ElementType.Int64),
                ("it's", ElementType.String),
                ("b", ElementType.Bool));
        await using var host = await _models.StartAsync();

        await DescribedModels.RunAsync("openapi.mjs", host);
    }

    [Theory]
    [InlineData("""{"type": "double"}""", """{"type":"number","format":"double"}""")]
    [InlineData("""{"type": "integer"}""", """{"type":"integer","format":"int32"}""")]
    [InlineData("""{"type": "binary"}""", """{"type":"string","contentEncoding":"base64"}""")]
    [InlineData("""{"type": "any"}""", "{}")]
    [InlineData(
        """{"type": "array", "items": {"type": "long"}}""",
        """{"type":"array","items":{"type":"integer","format":"int64"}}""")]
    [InlineData(
        """{"type": "map", "values": {"type": "string"}}""",
        """{"type":"object","additionalProperties":{"type":"string"}}""")]
    [InlineData(
        """{"type": "object", "properties": {"a": {"type": "boolean", "required": false}}}""",
        """{"type":"object","required":[],"properties":{"a":{"type":["boolean","null"]}}}""")]
    public async Task A_column_of_each_type_has_its_schema(string column, string schema)
    {
        var named = JsonNode.Parse(column)!;
        named["name"] = "c";
        named["required"] = true;
        _models.WithColumns("m", $"[{named.ToJsonString()}]", ("c", ElementType.Float64));
        await using var host = await _models.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };

        var api = JsonNode.Parse(await client.GetStringAsync("openapi.json", Patience.Token()))!;
        var body = api["paths"]!["/invocations"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;
        var row = body["oneOf"]![0]!["properties"]!["dataframe_records"]!["items"]!;

        Assert.Equal(schema, row["properties"]!["c"]!.ToJsonString());
        Assert.Equal("c", (string?)row["required"]![0]);
    }

    public void Dispose() => _models.Dispose();
}
