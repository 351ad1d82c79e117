using System.Text;
using Tracking.Models.Flavors;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Flavors;

/// <summary>Columns that are lists of numbers, in a real graph.</summary>
public sealed class ListColumnSpecs : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private ModelDirectory _model = null!;
    private ServingHost _host = null!;

    public async Task InitializeAsync()
    {
        _model = await WriteAsync();
        var options = new ServingOptions { Port = 0 };
        options.Models.Add(new ServedModel(new FolderUri(_model.Path)));
        _host = await ServingHost.StartAsync(options, cancellationToken: Patience.Token());
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_scorer_takes_them_as_a_matrix_and_more()
    {
        using var scorer = ModelFlavors.Load(_model);
        var builder = TableBuilder.For(_model.MlModel.Signature!.Inputs, scorer.Schema);
        Append(builder, "[1, 2, 3]", 10, "[[1, 2], [3, 4]]");
        Append(builder, "[0.5, 0, -0.5]", 2, "[[0, 0], [0, -1]]");

        var results = scorer.Score(TableBinder.Bind(builder.ToTable(), scorer.Schema));

        Assert.Equal([60f, 0f], ((Tensor<float>)results[0].Tensor).Data.ToArray());
        Assert.Equal([10f, -1f], ((Tensor<float>)results[1].Tensor).Data.ToArray());
    }

    [Theory]
    [InlineData("""
        {"dataframe_records": [{"history": [1, 2, 3], "weight": 10, "grid": [[1, 2], [3, 4]]},
                               {"history": [0.5, 0, -0.5], "weight": 2, "grid": [[0, 0], [0, -1]]}]}
        """)]
    [InlineData("""
        {"dataframe_split": {"columns": ["weight", "grid", "history"],
                             "data": [[10, [[1, 2], [3, 4]], [1, 2, 3]], [2, [[0, 0], [0, -1]], [0.5, 0, -0.5]]]}}
        """)]
    [InlineData("""
        {"inputs": {"history": [[1, 2, 3], [0.5, 0, -0.5]], "weight": [10, 2],
                    "grid": [[[1, 2], [3, 4]], [[0, 0], [0, -1]]]}}
        """)]
    public async Task Requests_carry_them_in_each_form(string body) => Assert.Equal(
        (200, """{"predictions":[{"weighed":60.0,"filled":10.0},{"weighed":0.0,"filled":-1.0}]}"""),
        await InvokeAsync(body));

    [Fact]
    public async Task No_rows_are_answered_with_none() => Assert.Equal(
        (200, """{"predictions":[]}"""),
        await InvokeAsync("""{"dataframe_split": {"columns": ["history", "weight", "grid"], "data": []}}"""));

    [Theory]
    [InlineData("[1, 2]", "[[1, 2], [3, 4]]", "'history'", "shape (1, 2) together; expected (-1, 3)")]
    [InlineData("[1, 2, [3]]", "[[1, 2], [3, 4]]", "'history'", "[2] is a list; expected float")]
    [InlineData("[1, 2, 3]", "[[1, 2], [3]]", "grid", "row 0 is ragged: lists of shape (2,) and (1,) side by side")]
    [InlineData("[1, 2, \"x\"]", "[[1, 2], [3, 4]]", "'history'", "[2] is 'x'; expected float")]
    [InlineData("[1, 2, 1e39]", "[[1, 2], [3, 4]]", "'history'", "[2] is 1e39; expected float")]
    [InlineData("3", "[[1, 2], [3, 4]]", "'history'", "row 0 is 3; expected a list")]
    [InlineData("null", "[[1, 2], [3, 4]]", "'history'", "row 0 is null; expected a list")]
    public async Task What_makes_no_matrix_names_its_column(string history, string grid, string column, string problem)
    {
        var (status, text) = await InvokeAsync(
            $$"""{"dataframe_records": [{"history": {{history}}, "weight": 1, "grid": {{grid}}}]}""");

        Assert.Equal(400, status);
        Assert.Contains(column, text, StringComparison.Ordinal);
        Assert.Contains(problem, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_of_different_lengths_name_their_column_and_rows()
    {
        var (status, text) = await InvokeAsync("""
            {"dataframe_split": {"columns": ["history", "weight", "grid"],
                                 "data": [[[1, 2, 3], 1, [[1, 2], [3, 4]]], [[1, 2], 1, [[1, 2], [3, 4]]]]}}
            """);

        Assert.Equal(400, status);
        Assert.Contains("column history", text, StringComparison.Ordinal);
        Assert.Contains("row 0 has shape (3,), row 1 has (2,); expected lists of one shape", text);
    }

    private static void Append(TableBuilder builder, string history, double weight, string grid)
    {
        builder.Column("history")!.AppendJson(System.Text.Json.JsonElement.Parse(history));
        builder.Column("weight")!.AppendNumber(weight);
        builder.Column("grid")!.AppendJson(System.Text.Json.JsonElement.Parse(grid));
        builder.EndRow();
    }

    /// <summary>The weighed sum of a list, and the sum of a list of lists, for each row.</summary>
    private Task<ModelDirectory> WriteAsync()
    {
        var graph = new OnnxModelBuilder("lists");
        var history = graph.Input("history", ElementType.Float32, "batch", 3);
        var weight = graph.Input("weight", ElementType.Float32, "batch");
        var grid = graph.Input("grid", ElementType.Float32, "batch", 2, 2);
        var axis = graph.Initializer("one", new long[] { 1 }, 1);
        var axes = graph.Initializer("both", new long[] { 1, 2 }, 2);
        var sum = graph.Squeeze(graph.ReduceSum(history, axis), axis);
        graph.Output(graph.Mul(sum, weight, "weighed"), ElementType.Float32, "batch");
        graph.Output(
            graph.Squeeze(graph.ReduceSum(grid, axes), axes, "filled"), ElementType.Float32, "batch");
        var lists = new ArrayType(DataType.Float);
        var content = new ModelContent(ModelFlavor.Onnx(), [ModelFile.Of("model.onnx", graph.ToValidBytes())])
        {
            Signature = new ModelSignature(ModelSchema.OfColumns(
                new ColumnSpec("history", lists),
                new ColumnSpec("weight", DataType.Float),
                new ColumnSpec("grid", new ArrayType(lists)))),
        };
        return new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            _folder["model"], content, Patience.Token());
    }

    private async Task<(int Status, string Text)> InvokeAsync(string body)
    {
        using var client = new HttpClient { BaseAddress = _host.Address };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("invocations", content, Patience.Token());
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Patience.Token()));
    }
}
