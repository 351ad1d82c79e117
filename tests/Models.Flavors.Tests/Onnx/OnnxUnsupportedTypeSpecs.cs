using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Format;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxUnsupportedTypeSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Maps_of_classifiers_are_refused_at_load_with_advice()
    {
        var opsets = new Dictionary<string, int> { ["ai.onnx.ml"] = 3 };
        var model = new OnnxModelBuilder("zipmap", new OnnxModelOptions { Opsets = opsets });
        var x = model.Input("x", ElementType.Float32, "n", 2);
        var map = model.Add(new OnnxNode("ZipMap", [x])
        {
            Domain = "ai.onnx.ml",
            Outputs = ["output_probability"],
            Attributes = [("classlabels_int64s", new long[] { 0, 1 })],
        })[0];
        var parsed = Parsed(model.Output(map, ElementType.Float32, "n"));
        // A sequence (field 4) of maps (field 5: the type of the key in field 1, of the value in field 2).
        var value = parsed.Graph.Output[0].Type;
        value.TensorType.Shape = null;
        parsed.Graph.Output[0].Type = TypeProto.Parser.ParseFrom(RawField.Of(4, RawField.Of(1, RawField.Of(
            5, [.. RawField.Of(1, 7L), .. RawField.Of(2, Google.Protobuf.MessageExtensions.ToByteArray(value))]))));

        Refuses(
            parsed,
            "Output 'output_probability' of '{0}' is a sequence of maps from int64 to float; only tensors can be "
            + "scored. Export the model with ZipMap switched off (skl2onnx: options={{'zipmap': False}}).");
    }

    [Fact]
    public void Sequences_are_refused_at_load()
    {
        var model = new OnnxModelBuilder("sequence");
        var x = model.Input("x", ElementType.Int64, "n");
        var parsed = Parsed(model.Output(model.Node("SequenceLength", [x]), ElementType.Int64));
        Wrap(parsed.Graph.Input[0], 4);

        Refuses(parsed, "Input 'x' of '{0}' is a sequence of tensors of int64; only tensors can be scored.");
    }

    [Fact]
    public void Element_types_that_no_tensor_holds_are_refused_at_load()
    {
        const int Float8E4M3FN = 17;
        var model = new OnnxModelBuilder("float8");
        var cast = model.Node("Cast", [model.Input("x", ElementType.Float32, "n")], ("to", Float8E4M3FN));
        var parsed = Parsed(model.Output(cast, ElementType.Float32, "n"));
        parsed.OpsetImport[0].Version = 19;
        parsed.IrVersion = 9;
        parsed.Graph.Output[0].Type.TensorType.ElemType = Float8E4M3FN;

        Refuses(
            parsed,
            "An input or output of '{0}' has elements of a type that cannot be scored, such as float8 or int4.");
    }

    private void Refuses(ModelProto model, string message)
    {
        var path = _folder.Write(model);
        var error = Assert.Throws<ModelLoadException>(() => OnnxModelLoader.Load(path));
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, path), error.Message);
    }
}
