using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxFlavorSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Loads_the_file_that_the_flavor_names()
    {
        const string Options = "{intra_op_num_threads: 2}";
        var directory = Folder($"flavors: {{onnx: {{data: net.onnx, onnx_session_options: {Options}}}}}", "net.onnx");

        using var scorer = OnnxFlavor.Load(directory);

        Assert.True(OnnxFlavor.IsIn(directory));
        Assert.Equal([1, 2, 3, 4], scorer.Score([new("x", Floats([1, 4], 0, 0, 0, 0))]).FloatsOf("y"));
    }

    [Fact]
    public void Loads_model_onnx_where_the_flavor_names_no_file()
    {
        using var scorer = OnnxFlavor.Load(Folder("flavors: {onnx: {onnx_version: 1.8.0}}", "model.onnx"));
        Assert.Equal("x", Assert.Single(scorer.Schema.Inputs).Name);
    }

    [Fact]
    public void A_wrong_option_of_the_folder_is_named()
    {
        var directory = Folder("flavors: {onnx: {onnx_session_options: {execution_mode: fast}}}", "model.onnx");
        var error = Assert.Throws<ModelLoadException>(() => OnnxFlavor.Load(directory));
        Assert.Contains("flavors.onnx.onnx_session_options.execution_mode is 'fast'", error.Message);
    }

    [Fact]
    public void A_folder_with_other_flavors_only_is_refused()
    {
        var directory = Folder("flavors: {sklearn: {}, python_function: {}}", "model.onnx");

        Assert.False(OnnxFlavor.IsIn(directory));
        var error = Assert.Throws<ModelLoadException>(() => OnnxFlavor.Load(directory));
        Assert.Equal($"'{_folder.Path}' has no flavor 'onnx', only sklearn, python_function.", error.Message);
    }

    [CorpusTheory]
    [InlineData("onnx_iris")]
    [InlineData("onnx_iris_cols")]
    [InlineData("onnx_nosig")]
    public void Models_that_mlflow_wrote_tell_an_iris_setosa(string name)
    {
        using var scorer = OnnxFlavor.Load(ModelDirectory.Open(Corpus.PathOf("models", name)));
        float[] setosa = [5.1f, 3.5f, 1.4f, 0.2f];
        var perColumn = scorer.Schema.Inputs.Count == 4;

        var results = scorer.Score([.. scorer.Schema.Inputs.Select((input, column) => new NamedTensor(
            input.Name, perColumn ? Floats(RowOf(input), setosa[column]) : Floats([1, 4], setosa)))]);

        var kind = results[0].Tensor is Tensor<long> label
            ? label.Data.Span[0]
            : results.FloatsOf("probabilities").Index().MaxBy(entry => entry.Item).Index;
        Assert.Equal(0, kind);
    }

    private static long[] RowOf(TensorInfo column) => [.. column.Shape.Select(_ => 1L)];

    private ModelDirectory Folder(string mlModel, string file)
    {
        _folder.Write("MLmodel", mlModel);
        _folder.Write(Parsed(AddOneToFour()), file);
        return ModelDirectory.Open(_folder.Path);
    }
}
