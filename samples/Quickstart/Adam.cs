namespace Tracking.Quickstart;

/// <summary>Numbers to learn: their values, the gradient of a batch, and its running mean and mean square.</summary>
internal sealed class Parameters(int count)
{
    public float[] Values { get; } = new float[count];

    public float[] Gradient { get; } = new float[count];

    public float[] Mean { get; } = new float[count];

    public float[] MeanSquare { get; } = new float[count];
}

/// <summary>The optimizer of Kingma and Ba (2015), with weight decay apart from the gradient.</summary>
internal sealed class Adam(float learningRate, float weightDecay)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private float _beta1Power = 1;
    private float _beta2Power = 1;

    /// <summary>Begins the step of another batch.</summary>
    public void NextBatch() => (_beta1Power, _beta2Power) = (_beta1Power * Beta1, _beta2Power * Beta2);

    /// <summary>Moves the values against the mean gradient of the batch, and clears it for the next.</summary>
    public void Update(Parameters parameters, int batchSize)
    {
        for (var i = 0; i < parameters.Values.Length; i++)
        {
            var gradient = parameters.Gradient[i] / batchSize;
            var mean = parameters.Mean[i] = (Beta1 * parameters.Mean[i]) + ((1 - Beta1) * gradient);
            var meanSquare = parameters.MeanSquare[i] =
                (Beta2 * parameters.MeanSquare[i]) + ((1 - Beta2) * gradient * gradient);
            var step = mean / (1 - _beta1Power) / (MathF.Sqrt(meanSquare / (1 - _beta2Power)) + Epsilon);
            parameters.Values[i] -= learningRate * (step + (weightDecay * parameters.Values[i]));
        }

        Array.Clear(parameters.Gradient);
    }
}
