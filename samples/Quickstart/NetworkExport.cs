using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
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
            .Output(digit)
            .Output(probabilities);
    }

    /// <summary>Writes a model folder that MLflow can load too: graph, signature and an example to try.</summary>
    /// <param name="network">Trained.</param>
    /// <param name="folder">Does not exist yet.</param>
    /// <param name="examples">A few images.</param>
    /// <param name="cancellationToken">Leaves no folder behind.</param>
    public static Task<ModelDirectory> SaveAsync(
        DigitsNetwork network, string folder, Digit[] examples, CancellationToken cancellationToken)
    {
        var graph = ModelFile.Of("model.onnx", ToOnnx(network).ToValidBytes());
        return new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            folder,
            new ModelContent(ModelFlavor.Onnx(), [graph])
            {
                Signature = new ModelSignature(
                    ModelSchema.OfTensors(new TensorSpec(null, ElementType.Float32, [-1, Digit.PixelCount])),
                    ModelSchema.OfTensors(
                        new TensorSpec(Predicted, ElementType.Int64, [-1]),
                        new TensorSpec(Probabilities, ElementType.Float32, [-1, Digit.ClassCount]))),
                InputExample = ModelExample.OfTensor(Stack(examples)),
            },
            cancellationToken);
    }

    /// <summary>What ONNX Runtime says in this process, without any server.</summary>
    public static IReadOnlyList<Prediction> Predict(ModelDirectory model, Digit[] digits)
    {
        using var scorer = OnnxFlavor.Load(model);
        var outputs = scorer.Score([new NamedTensor(Pixels, Stack(digits))], [Predicted, Probabilities]);
        var labels = ((Tensor<long>)outputs[0].Tensor).Data.ToArray();
        var probabilities = ((Tensor<float>)outputs[1].Tensor).Data.ToArray().Chunk(Digit.ClassCount);
        return [.. labels.Zip(probabilities, (label, row) => new Prediction((int)label, row))];
    }

    /// <summary>[digits, 64].</summary>
    private static Tensor<float> Stack(Digit[] digits) =>
        new(digits.SelectMany(digit => digit.Pixels).ToArray(), digits.Length, Digit.PixelCount);

    private static OnnxValue Dense(OnnxModelBuilder model, OnnxValue x, DenseLayer layer, string name)
    {
        var weights = model.Initializer($"{name}.weights", layer.Weights, layer.Outputs, layer.Inputs);
        var bias = model.Initializer($"{name}.bias", layer.Bias, layer.Outputs);
        return model.Gemm(x, weights, bias, transposed: true);
    }
}
