using System.Text.Json.Nodes;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Models.Tests.Format;

/// <summary>Input examples in every form that MLflow writes, there and back.</summary>
public sealed class InputExampleSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_table_comes_back_split_with_its_times_as_text() => Survives(
        ModelExample.OfTable(
            new Table(
                new NamedTensor("x", new Tensor<double>(new[] { 1, double.NaN }, 2)),
                new NamedTensor("at", new Tensor<long>(new[] { 1_700_000_000_123_456_789, long.MinValue }, 2))),
            ModelSchema.OfColumns(new ColumnSpec("x", DataType.Double), new ColumnSpec("at", DataType.DateTime))),
        """{"columns": ["x", "at"], "data": [[1.0, "2023-11-14T22:13:20.123456789"], [null, null]]}""",
        """{"dataframe_split": CONTENT}""");

    [Fact]
    public Task A_table_without_names_comes_back_as_values() => Survives(
        ModelExample.OfTable(new Table(
            new NamedTensor("0", new Tensor<long>(new[] { 1L }, 1)), new NamedTensor("1", new StringTensor(["a"], 1)))),
        """{"data": [[1, "a"]]}""",
        """{"dataframe_split": CONTENT}""");

    [Fact]
    public Task Tensors_come_back_by_name() => Survives(
        ModelExample.OfTensors(
            [new("a", new Tensor<int>(new[] { 1, 2 }, 1, 2)), new("b", new Tensor<bool>(new[] { true }))]),
        """{"a": [[1, 2]], "b": true}""",
        """{"inputs": CONTENT}""");

    [Fact]
    public Task A_sparse_matrix_comes_back_with_a_dense_request() => Survives(
        ModelExample.OfSparse(new SparseMatrix([5, 7], [2, 0], [0, 1, 1, 2], 3, 3)),
        """{"data": [5.0, 7.0], "indices": [2, 0], "indptr": [0, 1, 1, 2], "shape": [3, 3]}""",
        """{"inputs": [[0, 0, 5], [0, 0, 0], [7, 0, 0]]}""");

    [Fact]
    public Task A_sparse_matrix_by_column_is_read_by_column() => Survives(
        ModelExample.OfSparse(new SparseMatrix([5], [1], [0, 0, 1], 2, 2) { IsByColumn = true }),
        """{"data": [5.0], "indices": [1], "indptr": [0, 0, 1], "shape": [2, 2]}""",
        """{"inputs": [[0, 0], [0, 5]]}""");

    [Fact]
    public Task Any_json_comes_back() => Survives(
        ModelExample.OfJson(JsonNode.Parse("""{"question": ["why?", null]}""")!),
        """{"question": ["why?", null]}""",
        """{"inputs": CONTENT}""");

    [Fact]
    public async Task Parameters_stand_beside_the_example_and_in_the_request()
    {
        var written = ModelExample.OfTensor(new Tensor<float>(new[] { 1f }, 1, 1))
            .WithParams(new JsonObject { ["k"] = 2 });

        var read = await WriteAndReadAsync(written);

        Assert.True(read.Info.HasParams);
        Same("""{"inputs": [[1.0]], "params": {"k": 2}}""", File.ReadAllText(_folder["model/input_example.json"]));
        Same("""{"k": 2}""", read.Params);
        Same("""{"inputs": [[1.0]], "params": {"k": 2}}""", read.Request);
        Same("[[1.0]]", read.Content);
    }

    [Theory]
    [InlineData("type: dataframe, pandas_orient: records", """[{"a": 1}]""", """{"dataframe_records": [{"a": 1}]}""")]
    [InlineData("type: dataframe, pandas_orient: values", "[[1]]", """{"dataframe_split": {"data": [[1]]}}""")]
    [InlineData("type: ndarray, format: tf-serving", """{"inputs": [1]}""", """{"inputs": [1]}""")]
    [InlineData("type: ndarray, format: tf-serving", """{"instances": [1]}""", """{"instances": [1]}""")]
    public async Task Examples_of_older_releases_are_read(string info, string content, string request)
    {
        var read = await OpenAsync(info, content);
        Same(request, read!.Request);
    }

    [Theory]
    [InlineData("type: ndarray", "[1", "input_example.json is not JSON")]
    [InlineData("type: ndarray, params: 'true'", "[1]", "holds no parameters, though MLmodel says so")]
    [InlineData("type: sparse_matrix_csr", """{"data": [1]}""", "is no sparse matrix")]
    [InlineData(
        "type: sparse_matrix_csr", """{"data": [1], "indices": [9], "indptr": [0, 1], "shape": [1, 3]}""",
        "is no sparse matrix")]
    [InlineData(
        "type: sparse_matrix_csr", """{"data": [], "indices": [], "indptr": [0, 0], "shape": [1, 9000000000]}""",
        "at most 1000000")]
    public async Task What_is_not_an_example_is_refused(string info, string content, string problem)
    {
        var error = await Assert.ThrowsAsync<ModelLoadException>(() => OpenAsync(info, content));
        Assert.Contains(problem, error.Message);
    }

    private async Task<ModelExample?> OpenAsync(string info, string content)
    {
        _folder.Write("model/MLmodel", "flavors: {python_function: {}}\n"
            + $"saved_input_example_info: {{artifact_path: input_example.json, {info}}}\n");
        _folder.Write("model/input_example.json", content);
        return await ModelDirectory.Open(_folder["model"]).ReadInputExampleAsync(Patience.Token());
    }

    private async Task Survives(ModelExample example, string content, string request)
    {
        var read = await WriteAndReadAsync(example);
        Assert.Equal((example.Info.Type, example.Info.PandasOrient), (read.Info.Type, read.Info.PandasOrient));
        Assert.Equal(content, File.ReadAllText(_folder["model/input_example.json"]));
        Same(content, read.Content);
        Same(request.Replace("CONTENT", content, StringComparison.Ordinal), read.Request);
    }

    private async Task<ModelExample> WriteAndReadAsync(ModelExample example)
    {
        var content = new ModelContent(ModelFlavor.Onnx(), [ModelFile.Of("model.onnx", [1])])
        {
            InputExample = example,
        };
        var directory = await new ModelDirectoryWriter(new ManualTime()).WriteAsync(
            _folder["model"], content, Patience.Token());
        return (await directory.ReadInputExampleAsync(Patience.Token()))!;
    }

    private static void Same(string expected, JsonNode? actual) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual?.ToJsonString() ?? "null")),
        $"{actual?.ToJsonString()} is not {expected}");

    private static void Same(string expected, string actual) => Same(expected, JsonNode.Parse(actual));
}
