using Google.Protobuf;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Onnx;

/// <summary>Small models, each for one thing that a scorer must get right.</summary>
internal static class SampleModels
{
    /// <summary>y = x + [1, 2, 3, 4] for x of [batch, 4].</summary>
    public static OnnxModelBuilder AddOneToFour(OnnxModelOptions? options = null)
    {
        var model = new OnnxModelBuilder("add", options);
        var x = model.Input("x", ElementType.Float32, "batch", 4);
        var w = model.Initializer<float>("w", [1, 2, 3, 4], 4);
        return model.Output(model.Add(x, w, "y"), ElementType.Float32, "batch", 4);
    }

    /// <summary>y = x of any one type and of rank 2.</summary>
    public static OnnxModelBuilder Identity(ElementType type, params OnnxDim[] shape)
    {
        var model = new OnnxModelBuilder("identity");
        var x = model.Input("x", type, shape);
        return model.Output(model.Identity(x, "y"), type, shape);
    }

    /// <summary>sum = a + b, difference = a - b, for a and b of [n].</summary>
    public static OnnxModelBuilder SumAndDifference()
    {
        var model = new OnnxModelBuilder("two");
        var a = model.Input("a", ElementType.Int64, "n");
        var b = model.Input("b", ElementType.Int64, "n");
        return model
            .Output(model.Add(a, b, "sum"), ElementType.Int64, "n")
            .Output(model.Sub(a, b, "difference"), ElementType.Int64, "n");
    }

    /// <summary>The indices of what is not zero: as many as the data has.</summary>
    public static OnnxModelBuilder NonZero()
    {
        var model = new OnnxModelBuilder("nonzero");
        var x = model.Input("x", ElementType.Float32, "n");
        return model.Output(model.Node("NonZero", [x]), ElementType.Int64, 1, OnnxDim.Any);
    }

    /// <summary>A model as its messages, to be changed in ways that the builder does not offer.</summary>
    public static ModelProto Parsed(OnnxModelBuilder model) => ModelProto.Parser.ParseFrom(model.ToBytes());

    /// <summary>x + w where the weight's default value is replaceable: an input with an initializer.</summary>
    public static ModelProto WithReplaceableWeight()
    {
        var model = Parsed(AddOneToFour());
        var weight = model.Graph.Input[0].Clone();
        weight.Name = "w";
        weight.Type.TensorType.Shape.Dim.RemoveAt(0);
        model.Graph.Input.Add(weight);
        return model;
    }

    /// <summary>AddOneToFour with its weight in a file beside the model.</summary>
    public static ModelProto WithExternalWeight(string fileName)
    {
        var model = Parsed(AddOneToFour());
        var weight = model.Graph.Initializer[0];
        weight.ClearRawData();
        byte[] external =
        [
            .. weight.ToByteArray(),
            .. RawField.Of(13, [.. RawField.Of(1, "location"), .. RawField.Of(2, fileName)]),
            .. RawField.Of(13, [.. RawField.Of(1, "length"), .. RawField.Of(2, "16")]),
            14 << 3, 1,
        ];
        model.Graph.Initializer[0] = TensorProto.Parser.ParseFrom(external);
        return model;
    }

    /// <summary>Gives another type to a value, wrapped in the TypeProto fields of the given numbers.</summary>
    public static void Wrap(ValueInfoProto value, params int[] fields) =>
        value.Type = TypeProto.Parser.ParseFrom(fields.Aggregate(
            value.Type.ToByteArray(), (inner, field) => RawField.Of(field, RawField.Of(1, inner))));

    public static string Write(this TempFolder folder, ModelProto model, string name = "model.onnx")
    {
        File.WriteAllBytes(folder[name], model.ToByteArray());
        return folder[name];
    }

    public static OnnxScorer Load(this TempFolder folder, OnnxModelBuilder model, OnnxSessionConfig? config = null) =>
        OnnxModelLoader.Load(folder.Write(Parsed(model)), config);

    public static Tensor<float> Floats(long[] shape, params float[] data) => new(data, shape);

    public static float[] FloatsOf(this IReadOnlyList<NamedTensor> results, string name) =>
        ((Tensor<float>)results.Single(result => result.Name == name).Tensor).Data.ToArray();
}
