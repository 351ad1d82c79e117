using Tracking.Quickstart;

namespace Tracking.Samples.Tests.Quickstart;

public sealed class DigitsNetworkSpecs
{
    private static readonly TrainingPlan Short = new() { Epochs = 12 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Backward_gives_the_slope_of_the_loss(bool ofHiddenLayer)
    {
        var digit = (await Digits.LoadAsync(default))[8];
        var network = new DigitsNetwork(12, new Random(3));
        var layer = ofHiddenLayer ? network.Hidden : network.Output;

        network.Learn(digit);

        for (var i = 0; i < layer.Weights.Length; i += 5)
        {
            Assert.Equal(Slope(network, digit, ref layer.Weights[i]), layer.WeightGradient[i], 2e-3);
        }

        Assert.Contains(layer.WeightGradient.ToArray(), gradient => Math.Abs(gradient) > 0.05);
    }

    [Fact]
    public async Task Training_reads_nineteen_of_twenty_unseen_digits()
    {
        var digits = Digits.Split(await Digits.LoadAsync(default), Short.Seed);
        var network = new DigitsNetwork(Short.HiddenUnits, new Random(Short.Seed));
        var before = Trainer.Evaluate(network, digits.HeldOut);

        var epochs = Trainer.Train(network, digits, Short).ToList();

        Assert.Equal(Enumerable.Range(1, Short.Epochs), epochs.Select(epoch => epoch.Epoch));
        Assert.True(epochs[^1].Training.Loss < epochs[0].Training.Loss);
        Assert.InRange(before.Accuracy, 0, 0.4);
        Assert.InRange(Trainer.Evaluate(network, digits.HeldOut).Accuracy, 0.95, 1);
    }

    [Fact]
    public async Task Equal_plans_give_equal_networks()
    {
        var digits = Digits.Split(await Digits.LoadAsync(default), Short.Seed);
        var plan = Short with { Epochs = 2 };
        var networks = Enumerable.Range(0, 2).Select(_ => new DigitsNetwork(8, new Random(plan.Seed))).ToList();

        var histories = networks.Select(network => Trainer.Train(network, digits, plan).ToList()).ToList();

        Assert.Equal(histories[0], histories[1]);
        Assert.Equal(networks[0].Hidden.Weights, networks[1].Hidden.Weights);
        Assert.Equal(networks[0].Output.Weights, networks[1].Output.Weights);
    }

    [Fact]
    public void Probabilities_sum_to_one_however_large_the_logits()
    {
        var network = new DigitsNetwork(4, new Random(1));
        Array.Fill(network.Output.Bias, 1000f);

        Assert.Equal(1f, network.Predict(new float[Digit.PixelCount]).Sum(), 1e-6f);
    }

    /// <summary>By central difference.</summary>
    private static float Slope(DigitsNetwork network, Digit digit, ref float weight)
    {
        const float step = 1e-2f;
        var value = weight;
        weight = value + step;
        var above = DigitsNetwork.Loss(network.Predict(digit.Pixels), digit.Label);
        weight = value - step;
        var below = DigitsNetwork.Loss(network.Predict(digit.Pixels), digit.Label);
        weight = value;
        return (above - below) / (2 * step);
    }
}
