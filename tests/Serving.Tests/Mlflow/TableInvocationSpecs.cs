using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.Mlflow;

public class TableInvocationSpecs
{
    private const string Columns = """
        [{"type": "double", "name": "a", "required": true}, {"type": "long", "name": "b", "required": true}]
        """;

    private static readonly TensorInfo[] ByName =
        [new("a", ElementType.Float32, [-1, 1]), new("b", ElementType.Int64, [-1])];

    private const string Predictions = """{"predictions":[{"a":1.5,"b":2},{"a":-3.0,"b":4}]}""";

    [Theory]
    [InlineData("""{"dataframe_split": {"columns": ["a", "b"], "index": [7, 8], "data": [[1.5, 2], [-3, 4]]}}""")]
    [InlineData("""{"dataframe_split": {"data": [[2, 1.5], [4, -3]], "columns": ["b", "a"]}}""")]
    [InlineData("""{"dataframe_split": {"columns": ["a", "zz", "b"], "data": [[1.5, [{}], 2], [-3, null, 4]]}}""")]
    [InlineData("""{"dataframe_records": [{"a": 1.5, "b": 2}, {"b": 4, "a": -3}]}""")]
    [InlineData("""{"dataframe_records": [{"a": "1.5", "b": "2", "c": {"d": []}}, {"b": 4.0, "a": -3}]}""")]
    [InlineData("""{"instances": [{"a": 1.5, "b": 2}, {"a": -3, "b": 4}]}""")]
    [InlineData("""{"inputs": {"a": [1.5, -3], "b": [2, 4]}}""")]
    [InlineData("""{"params": {"k": 1}, "inputs": [{"a": 1.5, "b": 2}, {"a": -3, "b": 4}]}""")]
    public async Task Every_form_of_a_table_gives_the_same_records(string body)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(ByName), Columns.Trim());

        var answer = await rig.InvokeAsync(body);

        Assert.Equal(Predictions, answer.Text);
    }

    [Theory]
    [InlineData("a,b\n1.5,2\n-3,4\n")]
    [InlineData("\uFEFFb,a\r\n2,1.5\r\n\r\n4,-3")]
    [InlineData("a,\"b\",note\n\"1.5\",2,\"x, \"\"y\"\"\nz\"\n-3,4,\n")]
    public async Task Csv_gives_the_same_records(string body)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(ByName), Columns.Trim());

        var answer = await rig.InvokeAsync(body, "text/csv");

        Assert.Equal(Predictions, answer.Text);
    }

    [Fact]
    public async Task One_object_is_one_row()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(ByName), Columns.Trim());

        var answer = await rig.InvokeAsync("""{"instances": {"a": 1.5, "b": 2}}""");

        Assert.Equal("""{"predictions":[{"a":1.5,"b":2}]}""", answer.Text);
    }

    [Fact]
    public async Task A_table_without_rows_gives_no_predictions()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(ByName), Columns.Trim());

        var answer = await rig.InvokeAsync("""{"dataframe_split": {"columns": ["a", "b"], "data": []}}""");

        Assert.Equal((200, """{"predictions":[]}"""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Missing_cells_are_NaN_among_floats()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(ByName), Columns.Trim());

        var answer = await rig.InvokeAsync("""{"dataframe_records": [{"a": null, "b": 1}, {"b": 2}]}""");

        Assert.Equal("""{"predictions":[{"a":NaN,"b":1},{"a":NaN,"b":2}]}""", answer.Text);
    }

    [Fact]
    public async Task Columns_fill_a_matrix_in_the_order_of_the_signature()
    {
        var scorer = FunctionScorer.Echo(ElementType.Float32, -1, 2);
        await using var rig = await ServingRig.StartAsync(scorer, Columns.Trim());

        await rig.InvokeAsync("""{"dataframe_split": {"columns": ["b", "a"], "data": [[2, 1.5], [4, -3]]}}""");

        var matrix = Assert.IsType<Tensor<float>>(Assert.Single(scorer.Asked).Tensor);
        Assert.Equal([1.5f, 2, -3, 4], matrix.Data.ToArray());
    }

    [Fact]
    public async Task Without_a_signature_a_table_answers_each_output_as_a_flat_column()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2));

        var answer = await rig.InvokeAsync("""{"dataframe_split": {"columns": ["p", "q"], "data": [[1, 2]]}}""");

        Assert.Equal("""{"predictions":[{"x":1.0},{"x":2.0}]}""", answer.Text);
    }

    [Fact]
    public async Task Outputs_of_different_widths_answer_row_by_row()
    {
        NamedTensor[] results =
        [
            new("label", new Tensor<long>(new long[] { 1, 0 }, 2)),
            new("scores", new Tensor<float>(new[] { 0.25f, 0.75f, 1, 0 }, 2, 2)),
        ];
        await using var rig = await ServingRig.StartAsync(
            new FunctionScorer(new ScorerSchema(ByName, ByName), (_, _) => results), Columns.Trim());

        var answer = await rig.InvokeAsync("""{"inputs": {"a": [1, 2], "b": [3, 4]}}""");

        Assert.Equal(
            """{"predictions":[{"label":1,"scores":[0.25,0.75]},{"label":0,"scores":[1.0,0.0]}]}""", answer.Text);
    }

    [Fact]
    public async Task Missing_and_extra_columns_are_named()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(ByName), Columns.Trim());

        var answer = await rig.InvokeAsync("""{"dataframe_split": {"columns": ["a", "c"], "data": [[1, 2]]}}""");

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (answer.Status, answer.ErrorCode));
        Assert.EndsWith("Model is missing inputs ['b']. Note that there were extra inputs: ['c'].", answer.Message);
    }
}
