using Tracking.Core.Errors;
using Tracking.Core.EvaluationDatasets;

namespace Tracking.Core.Tests.EvaluationDatasets;

public sealed class DatasetRecordReaderSpecs
{
    [Theory]
    [InlineData("""{"a":1,"b":[{"x":1,"y":2}]}""", """{ "b" : [ {"y":2,"x":1} ], "a":1 }""", true)]
    [InlineData("""{"a":1}""", """{"a":2}""", false)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    public void Inputs_are_equal_whatever_the_order_of_their_keys(string one, string other, bool equal) =>
        Assert.Equal(equal, HashOf(one) == HashOf(other));

    [Fact]
    public void Parts_that_are_null_count_as_not_given()
    {
        var record = Assert.Single(DatasetRecordReader.Read(
            """[{"inputs":{},"outputs":null,"expectations":null,"tags":null,"source":null}]"""));

        Assert.Equal((null, null, null), (record.OutputsJson, record.ExpectationsJson, record.TagsJson));
        Assert.Null(record.SourceJson);
        Assert.Null(record.User);
    }

    [Fact]
    public void Too_many_records_are_refused_with_the_limit()
    {
        var records = "[" + string.Join(',', Enumerable.Repeat("""{"inputs":{}}""", 20_001)) + "]";

        var refusal = Assert.Throws<TrackingException>(() => DatasetRecordReader.Read(records));
        Assert.StartsWith("'records' has 20001 items, at most 20000 are allowed.", refusal.Message);
    }

    [Fact]
    public void Tags_that_are_no_texts_are_written_as_JSON_and_nulls_are_left_out() =>
        Assert.Equal(
            [new Tag("a", "1"), new Tag("b", "x"), new Tag("c", """{"d":true}""")],
            EvaluationDatasetRules.ParseTags("""{"a":1,"b":"x","n":null,"c":{"d":true}}"""));

    [Theory]
    [InlineData(1795246338074, "2658063f")]
    [InlineData(1795246338188, "48ea637e")]
    public void The_digest_is_the_one_that_MLflow_recorded(long updatedMs, string digest) =>
        Assert.Equal(digest, EvaluationDatasetRules.DigestOf("ds1", updatedMs));

    private static string HashOf(string inputs) =>
        DatasetRecordReader.Read($$"""[{"inputs":{{inputs}}}]""")[0].InputHash;
}
