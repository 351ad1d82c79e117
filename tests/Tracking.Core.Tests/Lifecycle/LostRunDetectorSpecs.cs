using Tracking.Core.Lifecycle;

namespace Tracking.Core.Tests.Lifecycle;

public sealed class LostRunDetectorSpecs
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly LostRunDetector _detector = new(TimeSpan.FromSeconds(60), Period);

    [Fact]
    public void A_run_is_silent_when_its_beats_stood_still_for_the_time_given()
    {
        Assert.Empty(Look(Run(beats: 1)));
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Empty(Look(Run(beats: 1))));
        Assert.Single(Look(Run(beats: 1)));
    }

    [Fact]
    public void Every_beat_begins_the_time_anew()
    {
        for (var beats = 1; beats < 30; beats++)
        {
            Assert.Empty(Look(Run(beats)));
        }
    }

    [Fact]
    public void A_run_has_three_of_its_own_intervals_at_least()
    {
        var slow = Run(beats: 1) with { Interval = TimeSpan.FromSeconds(60) };
        Assert.All(Enumerable.Range(0, 18), _ => Assert.Empty(Look(slow)));
        Assert.Single(Look(slow));
    }

    [Theory]
    [InlineData(86_400)]
    [InlineData(-86_400)]
    public void A_jump_of_the_clock_or_a_sleep_of_the_machine_makes_nobody_lost(int seconds)
    {
        Assert.Empty(Look(Run(beats: 1)));
        Assert.Empty(_detector.Look([Run(beats: 1)], TimeSpan.FromSeconds(seconds)));
        Assert.Empty(_detector.Look([Run(beats: 1)], TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void Runs_that_are_gone_are_forgotten()
    {
        Look(Run(beats: 1));
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Empty(_detector.Look([], Period)));
        Assert.Empty(Look(Run(beats: 1)));
    }

    private IReadOnlyList<BeatingRun> Look(BeatingRun run) => _detector.Look([run], Period);

    private static BeatingRun Run(long beats) => new(7, "run", TimeSpan.FromSeconds(5), beats);
}
