using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Quickstart;

/// <summary>The trained network as an ONNX graph: raw pixels in, the digit and all probabilities out.</summary>
internal static class NetworkExport
{
    public const string Pixels = "pixels";
    public const string Predicted = "digit";
    public const string Probabilities = "probabilities";

    public static OnnxModelBuilder ToOnnx(DigitsNetwork network)
    {
        var model = new OnnxModelBuilder("digits", new OnnxModelOptions
        {
            ProducerName = "tracking-quickstart",
            Description = "Reads handwritten digits of 8x8 pixels, each 0 (white) to 16 (black).",
        });

        var pixels = model.Input(Pixels, ElementType.Float32, "batch", Digit.PixelCount);
        var x = model.Div(pixels, model.Initializer("black", [Digit.Black]));
        var hidden = model.Relu(Dense(model, x, network.Hidden, "hidden"));
        var logits = Dense(model, hidden, network.Output, "output");
        var probabilities = model.Softmax(logits, name: Probabilities);
        var digit = model.ArgMax(probabilities, name: Predicted);

        return model
            .Output(digit, ElementType.Int64, "batch")
            .Output(probabilities, ElementType.Float32, "batch", Digit.ClassCount);
    }

    private static OnnxValue Dense(OnnxModelBuilder model, OnnxValue x, DenseLayer layer, string name)
    {
        var weights = model.Initializer($"{name}.weights", layer.Weights, layer.Outputs, layer.Inputs);
        var bias = model.Initializer($"{name}.bias", layer.Bias, layer.Outputs);
        return model.Gemm(x, weights, bias, transposed: true);
    }
}
