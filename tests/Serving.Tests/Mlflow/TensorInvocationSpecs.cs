using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.Mlflow;

public class TensorInvocationSpecs
{
    private const string Unnamed = """[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]""";

    private const string Named = """
        [{"type": "tensor", "name": "a", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}},
         {"type": "tensor", "name": "b", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]
        """;

    private static readonly TensorInfo[] TwoInputs =
        [new("a", ElementType.Float32, [-1, 2]), new("b", ElementType.Int64, [-1])];

    [Theory]
    [InlineData("inputs")]
    [InlineData("instances")]
    public async Task Nested_arrays_fill_the_only_input(string field)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2), Unnamed);

        var answer = await rig.InvokeAsync($$"""{"{{field}}": [[1.5, 2], [-3e1, 0.1]]}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal("""{"predictions":{"x":[[1.5,2.0],[-30.0,0.1]]}}""", answer.Text);
        Assert.Equal("application/json", answer.ContentType);
    }

    [Fact]
    public async Task Arrays_by_name_fill_the_inputs_of_their_names()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(TwoInputs), Named.Trim());

        var answer = await rig.InvokeAsync("""{"inputs": {"b": [7], "a": [[1, 2]], "unknown": {"z": [1]}}}""");

        Assert.Equal("""{"predictions":{"a":[[1.0,2.0]],"b":[7]}}""", answer.Text);
    }

    [Fact]
    public async Task Rows_of_named_values_are_stacked()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(TwoInputs), Named.Trim());

        var answer = await rig.InvokeAsync("""{"instances": [{"a": [1, 2], "b": 5}, {"b": 6, "a": [3, 4]}]}""");

        Assert.Equal("""{"predictions":{"a":[[1.0,2.0],[3.0,4.0]],"b":[5,6]}}""", answer.Text);
    }

    [Fact]
    public async Task Rows_that_differ_in_keys_are_refused_by_name()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(TwoInputs), Named.Trim());

        var answer = await rig.InvokeAsync("""{"instances": [{"a": [1, 2], "b": 5}, {"a": [3, 4]}]}""");

        Assert.Equal(400, answer.Status);
        Assert.Contains("'b' is given 1 times in 2 objects", answer.Message);
    }

    [Fact]
    public async Task A_missing_named_tensor_is_a_mismatch_that_names_it()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(TwoInputs), Named.Trim());

        var answer = await rig.InvokeAsync("""{"inputs": {"a": [[1, 2]]}}""");

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (answer.Status, answer.ErrorCode));
        Assert.Contains("Model is missing inputs ['b']", answer.Message);
    }

    [Fact]
    public async Task NaN_and_infinities_go_in_and_out_as_bare_words()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float64, -1));

        var answer = await rig.InvokeAsync(
            """{"inputs": [NaN, Infinity, -Infinity, null, 1], "params": {"s": "NaN"}}""");

        Assert.Equal("""{"predictions":{"x":[NaN,Infinity,-Infinity,NaN,1.0]}}""", answer.Text);
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("-9223372036854775808")]
    [InlineData("9223372036854775807")]
    public async Task Integers_beyond_the_range_of_doubles_stay_exact(string number)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));

        var answer = await rig.InvokeAsync($$"""{"inputs": [{{number}}]}""");

        Assert.Equal("{\"predictions\":{\"x\":[" + number + "]}}", answer.Text);
    }

    [Fact]
    public async Task A_signature_of_doubles_over_a_model_of_singles_casts_down()
    {
        const string doubles = """[{"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1]}}]""";
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1), doubles);

        var answer = await rig.InvokeAsync("""{"inputs": [0.1]}""");

        Assert.Equal("""{"predictions":{"x":[0.1]}}""", answer.Text);
    }

    [Fact]
    public async Task A_table_fills_the_only_tensor_as_a_matrix()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2), Unnamed);

        var answer = await rig.InvokeAsync(
            """{"dataframe_split": {"columns": ["p", "q"], "data": [[1, 2], [3, 4]]}}""");

        Assert.Equal("""{"predictions":{"x":[[1.0,2.0],[3.0,4.0]]}}""", answer.Text);
    }

    [Theory]
    [InlineData(Unnamed)]
    [InlineData("""[{"type": "tensor", "name": "x", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]""")]
    public async Task Csv_has_columns_and_a_signature_of_tensors_has_none(string signature)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2), signature);

        var answer = await rig.InvokeAsync("p,q\n1,2\n", "text/csv");

        Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        Assert.Contains("send the rows as JSON under 'dataframe_split'", answer.Message);
    }

    [Fact]
    public async Task One_array_without_a_name_fills_the_only_named_tensor()
    {
        const string named = """[{"type": "tensor", "name": "x", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]""";
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1), named);

        var answer = await rig.InvokeAsync("""{"inputs": [4, 2]}""");

        Assert.Equal("""{"predictions":{"x":[4,2]}}""", answer.Text);
    }

    [Fact]
    public async Task Many_callers_at_once_each_get_their_own_answer()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            i => rig.InvokeAsync($$"""{"inputs": [{{i}}, {{i * 7}}]}""")));

        Assert.Equal(
            Enumerable.Range(0, 200).Select(i => $"{{\"predictions\":{{\"x\":[{i},{i * 7}]}}}}"),
            answers.Select(answer => answer.Text));
    }
}
