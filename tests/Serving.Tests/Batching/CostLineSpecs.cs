using Tracking.Serving.Batching;

namespace Tracking.Serving.Tests.Batching;

public class CostLineSpecs
{
    [Fact]
    public void Finds_both_costs_in_noise_and_spikes()
    {
        var random = new Random(7);
        var line = Learn(new CostLine(), random, 400, 1e-3, 2e-5, spikes: true);

        Assert.InRange(line.Fixed, 0.8e-3, 1.3e-3);
        Assert.InRange(line.PerRow, 1.5e-5, 2.6e-5);
    }

    [Fact]
    public void Forgets_what_the_model_cost_before()
    {
        var random = new Random(8);
        var line = Learn(new CostLine(), random, 300, 1e-3, 2e-5, spikes: false);

        Learn(line, random, 600, 3e-3, 6e-5, spikes: false);

        Assert.InRange(line.Fixed, 2.7e-3, 3.3e-3);
        Assert.InRange(line.PerRow, 5e-5, 7e-5);
    }

    [Fact]
    public void One_size_alone_still_tells_what_that_size_costs()
    {
        var line = Learn(new CostLine(), new Random(9), 200, 1e-3, 2e-5, spikes: false);

        for (var i = 0; i < 500; i++)
        {
            line.Add(10, 2e-3);
        }

        Assert.Equal(2e-3, line.Of(10), 5);
        Assert.InRange(line.PerRow, 0, 2e-4);
    }

    [Theory]
    [InlineData(3e-3, 64, 64)]
    [InlineData(1.5e-3, 64, 25)]
    [InlineData(0.5e-3, 64, 1)]
    public void Tells_how_many_rows_fit(double seconds, int most, int expected)
    {
        var line = new CostLine();
        line.Add(1, 1.02e-3);
        line.Add(50, 2e-3);

        Assert.InRange(line.RowsWithin(seconds, most), expected - 1, expected);
    }

    private static CostLine Learn(
        CostLine line, Random random, int runs, double fixedCost, double perRow, bool spikes)
    {
        for (var i = 0; i < runs; i++)
        {
            var rows = random.Next(1, 65);
            var noise = 1 + (0.1 * (random.NextDouble() - 0.5));
            var spike = spikes && random.Next(20) == 0 ? 50e-3 : 0;
            line.Add(rows, ((fixedCost + (perRow * rows)) * noise) + spike);
        }

        return line;
    }
}
