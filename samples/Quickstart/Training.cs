using System.Numerics.Tensors;

namespace Tracking.Quickstart;

/// <summary>What a training run is made of; every one is logged as a parameter.</summary>
internal sealed record TrainingPlan
{
    public int Seed { get; init; } = 7;
    public int HiddenUnits { get; init; } = 96;
    public int Epochs { get; init; } = 40;
    public int BatchSize { get; init; } = 32;
    public float LearningRate { get; init; } = 0.003f;
    public float WeightDecay { get; init; } = 0.02f;
}

/// <summary>Mean cross-entropy, and the share of images whose most probable digit is the true one.</summary>
internal readonly record struct Score(double Loss, double Accuracy);

/// <summary>Where a run stands after an epoch; epochs count from 1.</summary>
internal sealed record EpochResult(int Epoch, Score Training, Score Validation);

internal static class Trainer
{
    /// <summary>Trains an epoch whenever the caller asks for one; equal plans and data give equal networks.</summary>
    public static IEnumerable<EpochResult> Train(DigitsNetwork network, DigitSplit digits, TrainingPlan plan)
    {
        var random = new Random(plan.Seed);
        var adam = new Adam(plan.LearningRate, plan.WeightDecay);
        var order = digits.Training.ToArray();
        for (var epoch = 1; epoch <= plan.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var batch in order.Chunk(plan.BatchSize))
            {
                foreach (var digit in batch)
                {
                    network.Learn(digit);
                }

                network.Step(adam, batch.Length);
            }

            yield return new EpochResult(
                epoch, Evaluate(network, digits.Training), Evaluate(network, digits.Validation));
        }
    }

    public static Score Evaluate(DigitsNetwork network, IReadOnlyCollection<Digit> digits)
    {
        var (loss, correct) = (0.0, 0);
        foreach (var digit in digits)
        {
            var probabilities = network.Predict(digit.Pixels);
            loss += DigitsNetwork.Loss(probabilities, digit.Label);
            correct += TensorPrimitives.IndexOfMax<float>(probabilities) == digit.Label ? 1 : 0;
        }

        return new Score(loss / digits.Count, (double)correct / digits.Count);
    }
}
