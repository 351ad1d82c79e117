using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Lifecycle;
using Tracking.Core.Runs;
using Tracking.Core.Search;

namespace Tracking.Stores.Contract.Lifecycle;

public abstract class HeartbeatStoreSpecs : StoreSpecs
{
    private const long SeenMs = 1_700_000_000_123;

    [Fact]
    public async Task Only_runs_that_sent_a_heartbeat_are_watched()
    {
        await CreateRunAsync("silent");
        await CreateRunAsync("beating");
        await BeatAsync("beating");
        await BeatAsync("beating");

        var run = Assert.Single(await Rig.Heartbeats.ReadAsync(Deadline));

        Assert.Equal(("beating", TimeSpan.FromSeconds(30), 2), (run.RunId, run.Interval, run.Beats));
    }

    [Fact]
    public async Task A_lost_run_is_killed_at_its_last_sign_of_life_tagged_and_found_by_search()
    {
        var run = await LoseAsync();

        Assert.Equal((RunStatus.Killed, SeenMs), (run.Info.Status, run.Info.EndMs));
        Assert.Contains(new Tag("tracking.lost", "2023-11-14T22:13:20.123Z"), run.Tags);
        Assert.Empty(await Rig.Heartbeats.ReadAsync(Deadline));
        var found = await Rig.Runs.SearchAsync(
            new RunQuery(
                [0],
                ViewType.ActiveOnly,
                RunSearchLanguage.ParseFilter("tags.`tracking.lost` LIKE '2023%'"),
                RunSearchLanguage.ParseOrder([]),
                10,
                null),
            Deadline);
        Assert.Equal("run", Assert.Single(found.Items).Info.RunId);
    }

    [Theory]
    [InlineData("metric")]
    [InlineData("param")]
    [InlineData("output")]
    [InlineData("heartbeat")]
    public async Task A_lost_run_that_gives_a_sign_of_life_is_running_again(string sign)
    {
        await LoseAsync();

        await (sign switch
        {
            "metric" => LogMetricsAsync("run", Metric("m", 1, 1, 1)),
            "param" => Rig.Runs.LogAsync(new RunBatch("run", [], [new Param("p", "v")], []), Deadline),
            "output" => Rig.Runs.LogOutputsAsync("run", [new ModelOutput("m-1", 0)], Deadline),
            _ => BeatAsync("run"),
        });

        var run = await Rig.Runs.GetAsync("run", Deadline);
        Assert.Equal((RunStatus.Running, (long?)null), (run.Info.Status, run.Info.EndMs));
        Assert.DoesNotContain(run.Tags, tag => tag.Key == "tracking.lost");
        Assert.Single(await Rig.Heartbeats.ReadAsync(Deadline));
    }

    [Fact]
    public async Task A_tag_that_a_person_sets_on_a_lost_run_does_not_revive_it()
    {
        await LoseAsync();
        await Rig.Runs.LogAsync(new RunBatch("run", [], [], [new Tag("note", "it died")]), Deadline);
        Assert.Equal(RunStatus.Killed, (await Rig.Runs.GetAsync("run", Deadline)).Info.Status);
    }

    [Fact]
    public async Task The_status_that_a_client_sets_settles_it()
    {
        await LoseAsync();
        await Rig.Runs.UpdateAsync("run", new RunChange(RunStatus.Finished, 9, null), Deadline);

        var run = await Rig.Runs.GetAsync("run", Deadline);
        Assert.Equal((RunStatus.Finished, 9), (run.Info.Status, run.Info.EndMs));
        Assert.DoesNotContain(run.Tags, tag => tag.Key == "tracking.lost");
        Assert.Equal(["run"], await BeatAsync("run"));
        Assert.Equal(RunStatus.Finished, (await Rig.Runs.GetAsync("run", Deadline)).Info.Status);
    }

    [Fact]
    public async Task A_run_that_gave_a_sign_after_it_was_looked_at_is_not_lost()
    {
        await CreateRunAsync("run");
        await BeatAsync("run");
        var seen = await Rig.Heartbeats.ReadAsync(Deadline);
        await BeatAsync("run");

        Assert.Empty(await Rig.Heartbeats.MarkLostAsync(seen, Deadline));
        Assert.Equal(RunStatus.Running, (await Rig.Runs.GetAsync("run", Deadline)).Info.Status);
    }

    [Fact]
    public async Task A_run_that_is_missing_or_deleted_takes_no_heartbeat()
    {
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist, "Run with id=none not found", () => BeatAsync("none"));
        await CreateRunAsync("run");
        await Rig.Runs.DeleteAsync("run", Deadline);
        var refusal = await Assert.ThrowsAsync<TrackingException>(() => BeatAsync("run"));
        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
        var many = new[] { Beat("run"), Beat("none") };
        Assert.Equal(["run", "none"], await Rig.Heartbeats.WriteAsync(many, Deadline));
    }

    private async Task<Run> LoseAsync()
    {
        await CreateRunAsync("run");
        await BeatAsync("run");
        await Rig.Heartbeats.MarkLostAsync(await Rig.Heartbeats.ReadAsync(Deadline), Deadline);
        return await Rig.Runs.GetAsync("run", Deadline);
    }

    private Task<IReadOnlyList<string>> BeatAsync(string runId) =>
        Rig.Heartbeats.WriteAsync([Beat(runId)], Deadline);

    private static Heartbeat Beat(string runId) => new(runId, TimeSpan.FromSeconds(30), SeenMs);
}
