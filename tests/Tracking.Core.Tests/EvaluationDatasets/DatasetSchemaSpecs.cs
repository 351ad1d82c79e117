using Tracking.Core.EvaluationDatasets;

namespace Tracking.Core.Tests.EvaluationDatasets;

public sealed class DatasetSchemaSpecs
{
    private const string Empty = """{"inputs":{},"outputs":{},"expectations":{},"version":"1.0"}""";

    [Fact]
    public void Every_type_has_its_name() =>
        Assert.Equal(
            """
            {"inputs":{"n":"null","b":"boolean","i":"integer","f":"float","e":"float","s":"string","a":"array",
            "o":"object"},"outputs":{},"expectations":{},"version":"1.0"}
            """.ReplaceLineEndings(""),
            Extend(null, """{"inputs":{"n":null,"b":true,"i":1,"f":1.0,"e":1e2,"s":"","a":[],"o":{}}}"""));

    [Fact]
    public void A_field_keeps_the_type_that_it_had_first()
    {
        var first = Extend(null, """{"inputs":{"q":1}}""");

        Assert.Equal(first, Extend(first, """{"inputs":{"q":"text"}}"""));
    }

    [Fact]
    public void Outputs_that_are_one_value_have_one_type()
    {
        var schema = Extend(null, """{"inputs":{},"outputs":"text"}""");

        Assert.Contains("\"outputs\":\"string\"", schema, StringComparison.Ordinal);
        Assert.Equal(schema, Extend(schema, """{"inputs":{},"outputs":{"a":1}}"""));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("no JSON")]
    public void What_is_no_schema_is_begun_anew(string schema) =>
        Assert.Equal(Empty, Extend(schema, """{"inputs":{}}"""));

    [Fact]
    public void Members_of_a_given_schema_stay() =>
        Assert.Equal(
            """{"own":1,"inputs":{"q":"string"},"outputs":{},"expectations":{},"version":"1.0"}""",
            Extend("""{"own":1}""", """{"inputs":{"q":""}}"""));

    private static string Extend(string? schema, string record) =>
        DatasetSchema.Extend(schema, DatasetRecordReader.Read($"[{record}]"));
}
