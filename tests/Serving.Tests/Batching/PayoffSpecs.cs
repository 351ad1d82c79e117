using Tracking.Serving.Batching;

namespace Tracking.Serving.Tests.Batching;

public class PayoffSpecs
{
    [Theory]
    [InlineData(1e-6, 1e-7, true)]
    [InlineData(1e-3, 1e-5, false)]
    [InlineData(1e-6, 2e-3, false)]
    public void Joins_unless_runs_are_short_and_have_little_in_common(double common, double perRow, bool bypasses) =>
        Assert.Equal(bypasses, Of(common, perRow).Bypasses);

    [Fact]
    public void A_model_that_joins_is_not_sent_past_by_a_few_odd_runs()
    {
        var payoff = Of(2e-4, 1e-6);
        var odd = 0;
        for (; payoff.Cost.Fixed > 2e-5 && odd < 1_000; odd++)
        {
            // As if many rows cost much and one cost nothing: the line loses its fixed part.
            payoff.Add(1 + (31 * (odd % 2)), TimeSpan.FromMicroseconds(odd % 2 == 0 ? 5 : 2_000));
        }

        Assert.InRange(odd, 1, 999);
        Assert.False(payoff.Bypasses);
    }

    [Fact]
    public void A_model_that_has_become_cheap_is_passed_by_and_joined_again_when_it_is_expensive()
    {
        var payoff = Of(2e-4, 1e-6);
        Learn(payoff, 5e-6, 1e-7, 600);
        Assert.True(payoff.Bypasses);

        Learn(payoff, 5e-4, 1e-6, 200);
        Assert.False(payoff.Bypasses);
    }

    private static BatchPayoff Of(double common, double perRow)
    {
        var cost = new CostLine();
        foreach (var rows in (int[])[1, 4, 16, 64])
        {
            cost.Add(rows, common + (perRow * rows));
        }

        return new BatchPayoff(cost, mayBypass: true);
    }

    private static void Learn(BatchPayoff payoff, double common, double perRow, int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            var rows = 1 + (run % 8);
            payoff.Add(rows, TimeSpan.FromSeconds(common + (perRow * rows)));
        }
    }
}
