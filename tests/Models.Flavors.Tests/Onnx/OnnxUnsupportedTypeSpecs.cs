using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxUnsupportedTypeSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(14, "complex64")]
    [InlineData(15, "complex128")]
    [InlineData(17, "float8e4m3fn")]
    [InlineData(18, "float8e4m3fnuz")]
    [InlineData(19, "float8e5m2")]
    [InlineData(20, "float8e5m2fnuz")]
    [InlineData(21, "uint4")]
    [InlineData(22, "int4")]
    [InlineData(23, "float4e2m1")]
    [InlineData(99, "number 99")]
    public void Element_types_that_no_tensor_holds_are_refused_by_name(int type, string name)
    {
        var parsed = Parsed(Identity(ElementType.Float32, "n"));
        parsed.Graph.Output[0].Type.TensorType.ElemType = type;
        var path = _folder.Write(parsed);

        var error = Assert.Throws<ModelLoadException>(() => OnnxModelLoader.Load(path));

        Assert.Equal($"Output 'y' of '{path}' has elements of type {name}, which cannot be scored; cast it to another "
            + "type inside the model.", error.Message);
    }

    [Fact]
    public void They_are_found_inside_sequences_as_well()
    {
        const int Int4 = 22;
        var model = new OnnxModelBuilder("sequence");
        var x = model.Input("x", ElementType.Int64, "n");
        var parsed = Parsed(model.Output(model.Node("SequenceLength", [x]), ElementType.Int64));
        parsed.Graph.Input[0].Type.TensorType.ElemType = Int4;
        Wrap(parsed.Graph.Input[0], 4);
        var path = _folder.Write(parsed);

        var error = Assert.Throws<ModelLoadException>(() => OnnxModelLoader.Load(path));

        Assert.StartsWith($"Input 'x' of '{path}' has elements of type int4,", error.Message);
    }
}
