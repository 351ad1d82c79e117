using System.Numerics.Tensors;

namespace Tracking.Quickstart;

/// <summary>y = W x + b, with the gradients of a batch and the memory that Adam needs.</summary>
internal sealed class DenseLayer
{
    private readonly Parameters _weights;
    private readonly Parameters _bias;

    public DenseLayer(int inputs, int outputs, Random random)
    {
        (Inputs, Outputs) = (inputs, outputs);
        _bias = new Parameters(outputs);
        _weights = new Parameters(inputs * outputs);

        // He's start: keeps the variance of what ReLU lets through.
        var scale = MathF.Sqrt(6f / inputs);
        foreach (ref var weight in Weights.AsSpan())
        {
            weight = ((2 * random.NextSingle()) - 1) * scale;
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>[outputs, inputs]: one row for each output.</summary>
    public float[] Weights => _weights.Values;

    /// <summary>[outputs].</summary>
    public float[] Bias => _bias.Values;

    /// <summary>Of the loss by the weights, summed over the batch so far.</summary>
    public ReadOnlySpan<float> WeightGradient => _weights.Gradient;

    public void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        for (var o = 0; o < Outputs; o++)
        {
            y[o] = TensorPrimitives.Dot(Row(_weights.Values, o), x) + Bias[o];
        }
    }

    /// <summary>Adds to the gradients of weights and bias, and gives the one by x in <paramref name="dx"/>.</summary>
    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
    {
        dx.Clear();
        TensorPrimitives.Add(_bias.Gradient, dy, _bias.Gradient);
        for (var o = 0; o < Outputs; o++)
        {
            var gradient = Row(_weights.Gradient, o);
            TensorPrimitives.MultiplyAdd(x, dy[o], gradient, gradient);
            TensorPrimitives.MultiplyAdd(Row(_weights.Values, o), dy[o], dx, dx);
        }
    }

    public void Step(Adam adam, int batchSize)
    {
        adam.Update(_weights, batchSize);
        adam.Update(_bias, batchSize);
    }

    private Span<float> Row(float[] matrix, int row) => matrix.AsSpan(row * Inputs, Inputs);
}
