using System.Text;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.Mlflow;

public class BadInvocationSpecs
{
    private const string Columns = """
        [{"type": "float", "name": "a", "required": true}, {"type": "long", "name": "b", "required": true}]
        """;

    public static TheoryData<string, string> Unreadable => new()
    {
        { "", "valid JSON" },
        { "x", "valid JSON" },
        { """{"inputs": [[1, 2]""", "valid JSON" },
        { """{"inputs": [[1, 2]]} {}""", "valid JSON" },
        { """{"inputs": [[1, NaN], Nan]}""", "valid JSON" },
        { "null", "Received unexpected input type '<class 'NoneType'>" },
        { "[1]", "Received a list" },
        { "{}", "Received dictionary with input fields: []" },
        { """{"inputs": [[1, 2]], "instances": [[1, 2]]}""", "input fields: ['inputs', 'instances']" },
        { """{"inputs": [[1, 2], [3]]}""", "ragged" },
        { """{"inputs": [[1, 2], 3]}""", "ragged" },
        { """{"inputs": [1, [2]]}""", "ragged" },
        { """{"inputs": [["a", 2]]}""", "'a'" },
        { """{"inputs": [[{}, 2]]}""", "object" },
        { """{"inputs": {"y": [[1, 2]]}}""", "has no input 'y'; it takes ['x']" },
        { """{"dataframe_split": "x"}""", "must be a dictionary. Got type <class 'str'>" },
        { """{"dataframe_split": {"columns": ["a"]}}""", "must have 'data' field" },
        { """{"dataframe_split": {"columns": ["a", "b"], "data": [[1]]}}""",
            "2 columns passed, passed data had 1" },
        { """{"dataframe_split": {"columns": ["a"], "data": [[1, 2]]}}""", "1 columns passed, row 0 has more" },
        { """{"dataframe_split": {"columns": "a", "data": [[1]]}}""", "'columns' is not a list" },
        { """{"dataframe_split": {"data": [1]}}""", "row 0 is not a list" },
        { """{"dataframe_records": {"a": 1}}""", "must be a list of records. Got dictionary" },
        { """{"dataframe_records": [1]}""", "Row 0 is a int" },
        { """{"inputs": ["\ud800"]}""", "half of a surrogate pair" },
        { """{"\ud83d\ud83d\ude00": 1}""", "half of a surrogate pair" },
        { """{"\\\ude00": 1}""", "half of a surrogate pair" },
        { """{"\ud83d\ude00 \\ud800": 1}""", "input fields: []" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_cannot_be_read_is_a_bad_request_that_says_why(string body, string why)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2));

        var answer = await rig.InvokeAsync(body);

        Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        Assert.Contains(why, answer.Message);
    }

    [Theory]
    [InlineData("""{"dataframe_split": {"columns": ["a", "b"], "data": [["x", 1]]}}""", "column a")]
    [InlineData("""{"dataframe_split": {"columns": ["a", "b"], "data": [[1, 1.7]]}}""", "column b")]
    [InlineData("""{"dataframe_records": [{"a": 1, "b": null}]}""", "column b")]
    [InlineData("""{"dataframe_records": [{"a": 1, "b": 1}, {"a": 2}]}""", "column b")]
    [InlineData("""{"dataframe_records": [{"a": [1], "b": 1}]}""", "array stands where a plain value belongs")]
    [InlineData("""{"inputs": {"a": [1, 2], "b": [1]}}""", "Column 'b' has 1 values, others have 2")]
    [InlineData("""{"inputs": {"a": [1], "b": 1}}""", "Column 'b' is not an array")]
    [InlineData("""{"inputs": [[1, 2], [3]]}""", "ragged")]
    [InlineData("""{"inputs": "abc"}""", "'abc'")]
    public async Task Cells_that_do_not_suit_their_column_are_named(string body, string why)
    {
        await using var rig = await ServingRig.StartAsync(Table(), Columns.Trim());

        var answer = await rig.InvokeAsync(body);

        Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        Assert.Contains(why, answer.Message);
    }

    [Theory]
    [InlineData("""{"inputs": [[1, 2]]}""", "extra inputs: [0, 1]")]
    [InlineData("""{"instances": 5}""", "extra inputs: [0]")]
    [InlineData("""{"dataframe_split": {"data": [[1, 2, 3]]}}""", "extra inputs: [0, 1, 2]")]
    [InlineData("""{"dataframe_records": []}""", "missing inputs ['a', 'b']")]
    public async Task Values_without_names_do_not_fit_a_signature_of_columns(string body, string why)
    {
        await using var rig = await ServingRig.StartAsync(Table(), Columns.Trim());

        var answer = await rig.InvokeAsync(body);

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (answer.Status, answer.ErrorCode));
        Assert.Contains(why, answer.Message);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b\n1\n", "expected 2 fields in line 2, saw 1")]
    [InlineData("a,b\n\n1,2\n1,2,3\n", "expected 2 fields in line 4, saw 3")]
    [InlineData("a,b\n\"1,2\n", "line 2 has a quoted field that does not end")]
    [InlineData("a,b\n\"1\"x,2\n", "line 2 has text after a quoted field")]
    [InlineData("a,b\n1,two\n", "column b")]
    public async Task Broken_csv_is_refused_with_its_line(string body, string why)
    {
        await using var rig = await ServingRig.StartAsync(Table(), Columns.Trim());

        var answer = await rig.InvokeAsync(body, "text/csv");

        Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        Assert.Contains(why, answer.Message);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/csv")]
    public async Task Bytes_that_are_no_utf8_are_refused(string contentType)
    {
        await using var rig = await ServingRig.StartAsync(Table(), Columns.Trim());

        var answer = await rig.PostAsync("/invocations", [.. "{\"inputs\": \""u8, 0xFF, 0xFE, .. "\"}"u8], contentType);

        Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        Assert.Contains("not valid UTF-8", answer.Message);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(100_000)]
    public async Task Deep_nesting_is_refused_without_harm(int depth)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));
        var body = new StringBuilder("{\"inputs\": ").Append('[', depth).Append(']', depth).Append('}').ToString();

        var answer = await rig.InvokeAsync(body);

        Assert.Equal(400, answer.Status);
        Assert.Contains("nested deeper than 32 levels", answer.Message);
    }

    private static FunctionScorer Table() => FunctionScorer.Of(
        new TensorInfo("a", ElementType.Float32, [-1]), new TensorInfo("b", ElementType.Int64, [-1]));
}
