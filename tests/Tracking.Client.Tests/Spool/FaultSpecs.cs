using System.Collections.Concurrent;
using Tracking.Client.Runs;
using Tracking.Client.Spool;
using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Spool;

/// <summary>Whatever happens between the run and its server, every point arrives once, in order.</summary>
public class FaultSpecs : ServerFixture
{
    private const int Points = 3500;

    private readonly ConcurrentQueue<LoggingProblem> _problems = new();
    private volatile bool _isAway;

    [Theory]
    [InlineData(Fault.Answers500)]
    [InlineData(Fault.Answers429)]
    [InlineData(Fault.AnswersHtml)]
    [InlineData(Fault.AnswersHtmlAfterDoingIt)]
    [InlineData(Fault.HalfAnAnswerAfterDoingIt)]
    [InlineData(Fault.HangsUp)]
    [InlineData(Fault.HangsUpAfterDoingIt)]
    [InlineData(Fault.SaysNothing)]
    [InlineData(Fault.SaysNothingAfterDoingIt)]
    public async Task A_server_that_fails_now_and_then_gets_every_point_once_in_order(Fault fault)
    {
        var calls = 0;
        // A silence costs its whole timeout, so there is one.
        var faults = fault is Fault.SaysNothing or Fault.SaysNothingAfterDoingIt ? 1 : int.MaxValue;
        await using var proxy = await FaultyProxy.StartAsync(Server.Address, path =>
            path.EndsWith("log-batch", StringComparison.Ordinal) && Interlocked.Increment(ref calls) % 2 == 1
            && calls <= faults ? fault : Fault.None);
        await using var client = NewClient(proxy.Uri, spool => spool);
        await using (var run = await client.StartRunAsync())
        {
            Log(run, 0, Points);
            await run.FlushAsync();
            await AssertStepsAsync(run.Id, Points);
        }

        Assert.True(calls >= 5);
        Assert.Contains(_problems, problem => problem.Kind == LoggingProblemKind.ServerUnavailable);
        Assert.DoesNotContain(_problems, problem => problem.Count > 0);
    }

    [Fact]
    public async Task A_disposal_during_an_outage_ends_in_time_and_what_was_logged_waits_for_the_next_start()
    {
        await using var proxy = await FaultyProxy.StartAsync(Server.Address, AwayFault);
        string id;
        await using (var client = NewClient(proxy.Uri, spool => spool with { Patience = TimeSpan.Zero }))
        {
            var run = await client.StartRunAsync();
            id = run.Id;
            _isAway = true;
            Log(run, 0, Points);
            run.LogParam("lr", 1);
            await run.DisposeAsync();
        }

        Assert.Contains(_problems, problem => problem.Kind == LoggingProblemKind.LeftInSpool);
        Assert.Equal(RunStatus.Running, (await Client.Runs.GetAsync(id)).Info!.Status);
        _isAway = false;
        await using var next = NewClient(proxy.Uri, spool => spool with { DeliverLeftovers = true });
        await using var another = await next.StartRunAsync();
        await ArrivedAsync(id);
        await AssertStepsAsync(id, Points);
        var read = await Client.Runs.GetAsync(id);
        Assert.Equal((RunStatus.Finished, "1"), (read.Info!.Status, read.Data!.Params!.Single().Value));
    }

    [Fact]
    public async Task An_outage_that_ends_while_the_client_lives_needs_no_other_start()
    {
        await using var proxy = await FaultyProxy.StartAsync(Server.Address, AwayFault);
        await using var client = NewClient(proxy.Uri, spool => spool with { Patience = TimeSpan.Zero });
        var run = await client.StartRunAsync();
        _isAway = true;
        Log(run, 0, Points);
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => run.FlushAsync());
        Assert.Equal(TrackingClientException.DeadlineExceeded, error.ErrorCode);
        await run.EndAsync();
        _isAway = false;
        await ArrivedAsync(run.Id);
        await AssertStepsAsync(run.Id, Points);
    }

    [Fact]
    public async Task An_exception_that_leaves_the_block_during_an_outage_still_fails_the_run_later()
    {
        await using var proxy = await FaultyProxy.StartAsync(Server.Address, AwayFault);
        string? id = null;
        await using var client = NewClient(proxy.Uri, spool => spool with { Patience = TimeSpan.Zero });
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await using var run = await client.StartRunAsync();
            id = run.Id;
            _isAway = true;
            throw new InvalidDataException("bad data");
        });
        _isAway = false;
        await ArrivedAsync(id!, RunStatus.Failed);
    }

    [Fact]
    public async Task Two_clients_that_go_on_with_one_run_both_arrive()
    {
        var first = await Client.StartRunAsync();
        var options = Fixtures.OptionsFor(Server.Address) with { RunId = first.Id };
        await using var client = new TrackingClient(options);
        await using var second = await client.StartRunAsync();
        await Task.WhenAll(
            Task.Run(() => Log(first, 0, Points)), Task.Run(() => Log(second, Points, Points)));
        await first.FlushAsync();
        await second.FlushAsync();
        var steps = await Client.Metrics.GetHistoryAsync(first.Id, "m").Select(point => (int)point.Step!).ToListAsync();
        Assert.Equal(Enumerable.Range(0, 2 * Points), steps.Order());
        await first.EndAsync();
    }

    private Fault AwayFault(string path) => _isAway ? Fault.HangsUp : Fault.None;

    private TrackingClient NewClient(Uri uri, Func<SpoolOptions, SpoolOptions> change)
    {
        var options = Fixtures.OptionsFor(uri);
        return new TrackingClient(options with
        {
            RequestTimeout = TimeSpan.FromSeconds(5),
            Spool = change(options.Spool with { Folder = Folder["spool"], OnProblem = _problems.Enqueue }),
        });
    }

    private static void Log(ActiveRun run, int first, int count)
    {
        for (var step = first; step < first + count; step++)
            run.LogMetric("m", step, step);
    }

    private async Task ArrivedAsync(string id, RunStatus status = RunStatus.Finished)
    {
        var patience = Patience.Token();
        while ((await Client.Runs.GetAsync(id, patience)).Info!.Status != status)
            await Task.Yield();
    }

    private async Task AssertStepsAsync(string id, int count)
    {
        var steps = await Client.Metrics.GetHistoryAsync(id, "m").Select(point => (int)point.Step!).ToListAsync();
        Assert.Equal(Enumerable.Range(0, count), steps);
    }
}
