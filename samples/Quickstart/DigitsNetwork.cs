using System.Numerics.Tensors;

namespace Tracking.Quickstart;

/// <summary>What a model says of one image.</summary>
internal sealed record Prediction(int Digit, float[] Probabilities);

/// <summary>
/// Pixels -> dense -> ReLU -> dense -> softmax. Not safe for concurrent calls: it keeps one image's activations.
/// </summary>
internal sealed class DigitsNetwork
{
    private readonly float[] _x = new float[Digit.PixelCount];
    private readonly float[] _dx = new float[Digit.PixelCount];
    private readonly float[] _hidden;
    private readonly float[] _hiddenGradient;
    private readonly float[] _logits = new float[Digit.ClassCount];

    public DigitsNetwork(int hiddenUnits, Random random)
    {
        Hidden = new DenseLayer(Digit.PixelCount, hiddenUnits, random);
        Output = new DenseLayer(hiddenUnits, Digit.ClassCount, random);
        _hidden = new float[hiddenUnits];
        _hiddenGradient = new float[hiddenUnits];
    }

    public DenseLayer Hidden { get; }

    public DenseLayer Output { get; }

    /// <summary>The probability of each digit, for pixels of 0 to 16.</summary>
    public float[] Predict(ReadOnlySpan<float> pixels)
    {
        TensorPrimitives.Divide(pixels, Digit.Black, _x);
        Hidden.Forward(_x, _hidden);
        TensorPrimitives.Max(_hidden, 0f, _hidden);
        Output.Forward(_hidden, _logits);

        // Softmax, less the largest logit first: the same result, and exp cannot overflow.
        var probabilities = new float[Digit.ClassCount];
        TensorPrimitives.Subtract(_logits, TensorPrimitives.Max(_logits), probabilities);
        TensorPrimitives.SoftMax(probabilities, probabilities);
        return probabilities;
    }

    public IReadOnlyList<Prediction> Predict(IEnumerable<Digit> digits)
    {
        var predictions = new List<Prediction>();
        foreach (var digit in digits)
        {
            var probabilities = Predict(digit.Pixels);
            predictions.Add(new Prediction(TensorPrimitives.IndexOfMax<float>(probabilities), probabilities));
        }

        return predictions;
    }

    /// <summary>Adds one image's gradients to both layers and gives its cross-entropy loss.</summary>
    public float Learn(Digit digit)
    {
        var probabilities = Predict(digit.Pixels);
        var loss = Loss(probabilities, digit.Label);

        // The gradient of cross-entropy by the logits is what was said less what is true.
        probabilities[digit.Label] -= 1;
        Output.Backward(_hidden, probabilities, _hiddenGradient);
        for (var h = 0; h < _hidden.Length; h++)
        {
            _hiddenGradient[h] = _hidden[h] > 0 ? _hiddenGradient[h] : 0;
        }

        Hidden.Backward(_x, _hiddenGradient, _dx);
        return loss;
    }

    /// <summary>Moves both layers by what the batch taught.</summary>
    public void Step(Adam adam, int batchSize)
    {
        adam.NextBatch();
        Hidden.Step(adam, batchSize);
        Output.Step(adam, batchSize);
    }

    public static float Loss(ReadOnlySpan<float> probabilities, int label) =>
        -MathF.Log(MathF.Max(probabilities[label], 1e-12f));
}
