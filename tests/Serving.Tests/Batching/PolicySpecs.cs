using Tracking.Serving.Batching;
using Tracking.Serving.Core;

namespace Tracking.Serving.Tests.Batching;

public class PolicySpecs
{
    private static readonly BatchingOptions Options = new()
    {
        LatencyTarget = TimeSpan.FromMilliseconds(40),
        MaxRows = 32,
        MaxDelay = TimeSpan.FromMilliseconds(8),
    };

    [Theory]
    [InlineData(32, 0, 0.1, "Full")]
    [InlineData(3, 0, 5.0, "Idle")]
    [InlineData(3, 0, 0.1, null)]
    [InlineData(3, 9, 0.1, "Delay")]
    [InlineData(20, 3, 0.1, null)]
    [InlineData(31, 0, 0.3, "Idle")]
    public void Rows_go_when_waiting_does_not_pay(int rows, double waitedMs, double gapMs, string? reason)
    {
        var decision = Decide(Options, new(1, rows, 1 - (waitedMs / 1000), false, false), gapMs);

        Assert.Equal(reason, decision.Reason?.ToString());
        Assert.True(reason is not null || decision.Until <= 1 + (8 - waitedMs) / 1000);
    }

    [Fact]
    public void The_target_bounds_the_rows_and_the_wait()
    {
        var tight = Options with { LatencyTarget = TimeSpan.FromMilliseconds(6), MaxDelay = TimeSpan.FromSeconds(1) };

        Assert.Equal(32, new DispatchPolicy(Options).Limit(Cost(), 1));
        Assert.Equal(10, new DispatchPolicy(tight).Limit(Cost(), 10));
        Assert.Equal(32, new DispatchPolicy(tight).Limit(Cost(), 100));
        Assert.Equal(DispatchReason.Deadline, Decide(tight, new(1, 3, 0.9985, false, false), 0.01).Reason);
    }

    [Fact]
    public void Preferred_sizes_urgency_and_a_backlog_are_reasons_of_their_own()
    {
        var preferred = Decide(Options with { PreferredRows = [16, 4] }, new(1, 17, 1, false, false), 0.01);

        Assert.Equal((DispatchReason.Preferred, 16), (preferred.Reason, preferred.Rows));
        Assert.Equal(DispatchReason.Priority, Decide(Options, new(1, 2, 1, true, false), 0.01).Reason);
        Assert.Equal(DispatchReason.Backlog, Decide(Options, new(1, 2, 0.999, false, true), 5).Reason);
    }

    [Fact]
    public void In_fixed_mode_rows_wait_for_a_full_batch_or_the_end_of_the_delay()
    {
        var options = Options with { Mode = BatchingMode.Fixed };

        var hold = Decide(options, new(1, 2, 1, false, false), 5);

        Assert.Null(hold.Reason);
        Assert.Equal(1.008, hold.Until, 6);
        Assert.Equal(DispatchReason.Delay, Decide(options, new(1.009, 2, 1, false, false), 5).Reason);
        Assert.Equal(DispatchReason.Full, Decide(options, new(1, 32, 1, false, false), 5).Reason);
    }

    // 2 ms + 0.1 ms per row.
    private static CostLine Cost()
    {
        var cost = new CostLine();
        foreach (var rows in (int[])[1, 8, 16, 32])
        {
            cost.Add(rows, 2e-3 + (rows * 1e-4));
        }

        return cost;
    }

    private static DispatchDecision Decide(BatchingOptions options, WaitingRows waiting, double gapMs)
    {
        var arrivals = new ArrivalGap();
        for (var i = 50; i >= 0; i--)
        {
            arrivals.Add(1, waiting.Now - (i * gapMs / 1000));
        }

        return new DispatchPolicy(options).Decide(waiting, Cost(), arrivals);
    }
}
