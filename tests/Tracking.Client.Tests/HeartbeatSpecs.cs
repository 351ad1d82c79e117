using Tracking.TestKit;
using static Tracking.Client.Tests.FakeServer;
using static Tracking.Client.Tests.Fixtures;

namespace Tracking.Client.Tests;

public class HeartbeatSpecs
{
    private const string RunAnswer = """{"run":{"info":{"run_id":"r1","experiment_id":"0"}}}""";

    /// <summary>
    /// Another would be due, and no request has timed out: one whose answer is still on its way would be repeated.
    /// </summary>
    private static readonly TimeSpan OneMore = TimeSpan.FromSeconds(31);

    [Fact]
    public async Task A_run_sends_heartbeats_until_it_ends()
    {
        var time = new ManualTime();
        var beats = new SemaphoreSlim(0);
        await using var server = await StartAsync(Counting(beats, Json("{}")));
        await using var client = new TrackingClient(OptionsFor(server.Uri) with { Time = time });
        var run = await client.StartRunAsync();
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            await Patience.For(beats.WaitAsync(), "a heartbeat");
        }

        await run.EndAsync();
        time.Advance(OneMore);
        await client.Runs.GetAsync("r1");

        var sent = server.Requests.Where(request => IsHeartbeat(request.Target)).ToList();
        Assert.Equal(3, sent.Count);
        Assert.All(sent, beat => Assert.Equal("""{"run_id":"r1","interval_ms":30000}""", beat.Body));
    }

    [Fact]
    public async Task A_program_keeps_the_run_of_another_alive_from_now_until_it_lets_go()
    {
        var time = new ManualTime();
        var beats = new SemaphoreSlim(0);
        await using var server = await StartAsync(Counting(beats, Json("{}")));
        await using var client = new TrackingClient(OptionsFor(server.Uri) with { Time = time });
        var signs = client.Runs.KeepAlive("r1");
        time.Advance(TimeSpan.Zero);
        await Patience.For(beats.WaitAsync(), "the first heartbeat");
        time.Advance(TimeSpan.FromSeconds(30));
        await Patience.For(beats.WaitAsync(), "the second heartbeat");

        signs.Dispose();
        time.Advance(OneMore);
        await client.Runs.GetAsync("r1");

        Assert.Equal(2, server.Requests.Count(request => IsHeartbeat(request.Target)));
    }

    [Fact]
    public async Task A_server_that_knows_no_heartbeats_is_asked_once()
    {
        var time = new ManualTime();
        var beats = new SemaphoreSlim(0);
        await using var server = await StartAsync(Counting(beats, Text("<h1>Not Found</h1>", 404)));
        await using var client = new TrackingClient(OptionsFor(server.Uri) with { Time = time });
        await using var run = await client.StartRunAsync();
        time.Advance(TimeSpan.FromSeconds(30));
        await Patience.For(beats.WaitAsync(), "a heartbeat");
        await run.SetTagAsync("after", "it");
        await run.FlushAsync();

        Assert.Single(server.Requests, request => IsHeartbeat(request.Target));
    }

    [Fact]
    public async Task None_are_sent_where_none_are_wanted()
    {
        var time = new ManualTime();
        await using var server = await StartAsync(Json(RunAnswer));
        await using var client = new TrackingClient(
            OptionsFor(server.Uri) with { Time = time, HeartbeatInterval = TimeSpan.Zero });
        await using var run = await client.StartRunAsync();
        time.Advance(OneMore);
        await run.SetTagAsync("after", "it");
        Assert.DoesNotContain(server.Requests, request => IsHeartbeat(request.Target));
    }

    private static bool IsHeartbeat(string target) => target.EndsWith("/runs/heartbeat", StringComparison.Ordinal);

    private static Microsoft.AspNetCore.Http.RequestDelegate Counting(
        SemaphoreSlim beats, Microsoft.AspNetCore.Http.RequestDelegate answer) => async context =>
    {
        if (!IsHeartbeat(context.Request.Path))
        {
            await Json(RunAnswer)(context);
            return;
        }

        await answer(context);
        beats.Release();
    };
}
