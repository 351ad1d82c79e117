using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;
using Tracking.Server.Messages;
using Tracking.Server.Operations.Limits;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Operations;

public sealed class RequestLimitSpecs
{
    private const string Create = "/" + Api.Root + "experiments/create";

    [Fact]
    public async Task A_body_that_does_not_come_in_time_is_given_up()
    {
        var time = new ManualTime();
        await using var server = await RunningTrackingServer.StartAsync(options => options with
        {
            Time = time,
            Limits = options.Limits with { RequestTimeout = TimeSpan.FromSeconds(10) },
        });
        using var slow = new HalfSentRequest(server.Address, Create, 100);
        await slow.SendAsync(10);

        time.Advance(TimeSpan.FromSeconds(11));

        var answer = await slow.ReadAsync();
        Assert.StartsWith("HTTP/1.1 504", answer, StringComparison.Ordinal);
        Assert.Contains("DEADLINE_EXCEEDED", answer, StringComparison.Ordinal);
        Assert.Contains("longer than 10 s", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_takes_too_long_is_stopped_by_its_token()
    {
        var time = new ManualTime();
        var begun = new TaskCompletionSource();
        var context = ContextOf(RouteKind.Message);
        var deadline = new RequestDeadline(
            async request =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, request.RequestAborted);
            },
            new TrackingServerOptions { Time = time });

        var work = deadline.InvokeAsync(context);
        await Patience.For(begun.Task, "the work to begin");
        time.Advance(TimeSpan.FromSeconds(61));

        var error = await Assert.ThrowsAsync<TrackingException>(() => work);
        Assert.Equal(ErrorCode.DeadlineExceeded, error.Code);
        Assert.False(context.RequestAborted.IsCancellationRequested);
    }

    [Fact]
    public async Task Work_that_ended_late_is_answered_as_it_ended()
    {
        var time = new ManualTime();
        var context = ContextOf(RouteKind.Message);
        var deadline = new RequestDeadline(
            request =>
            {
                // A write that had begun is not stopped by its token.
                time.Advance(TimeSpan.FromSeconds(61));
                Assert.True(request.RequestAborted.IsCancellationRequested);
                Deadline.WorkIsDone(request);
                request.RequestAborted.ThrowIfCancellationRequested();
                return Task.CompletedTask;
            },
            new TrackingServerOptions { Time = time });

        await deadline.InvokeAsync(context);
        Assert.Null(context.Features.Get<Deadline>());
    }

    [Theory]
    [InlineData("GET", RouteKind.Raw, true)]
    [InlineData("PUT", RouteKind.Raw, false)]
    [InlineData("POST", RouteKind.Raw, false)]
    [InlineData("POST", RouteKind.Message, true)]
    [InlineData("GET", RouteKind.Probe, false)]
    public void Only_uploads_and_probes_are_not_timed(string verb, object kind, bool isTimed) =>
        Assert.Equal(isTimed, new ServedRoute([verb], "/x", (RouteKind)kind).IsTimed);

    [Fact]
    public async Task Requests_beyond_the_slots_and_the_queue_are_told_to_come_back_and_probes_are_not()
    {
        await using var server = await RunningTrackingServer.StartAsync(options => options with
        {
            Limits = options.Limits with { ConcurrentRequests = 1, QueuedRequests = 0 },
        });
        using var holder = new HalfSentRequest(server.Address, Create, 100);
        await holder.SendAsync(10);

        using var refused = await server.Client.GetAsync(Api.Root + "experiments/get?experiment_id=0");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        Assert.Contains("TEMPORARILY_UNAVAILABLE", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("OK", await server.Client.GetStringAsync("health"));
    }

    [Fact]
    public async Task A_queued_request_is_answered_when_its_turn_comes()
    {
        await using var server = await RunningTrackingServer.StartAsync(options => options with
        {
            Limits = options.Limits with { ConcurrentRequests = 1, QueuedRequests = 1 },
        });
        var holder = new HalfSentRequest(server.Address, Create, 100);
        await holder.SendAsync(10);
        var waiting = server.Client.GetJsonAsync("experiments/get?experiment_id=0");

        holder.Dispose();

        var answer = await Patience.For(waiting, "the queued request");
        Assert.Equal("Default", answer.GetProperty("experiment").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_head_that_never_ends_is_cut_off()
    {
        await using var server = await RunningTrackingServer.StartAsync(options => options with
        {
            Limits = options.Limits with { HeadersTimeout = TimeSpan.FromSeconds(1) },
        });
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Patience.Token());
        await client.GetStream().WriteAsync("GET /health HTTP/1.1\r\nHost: local"u8.ToArray(), Patience.Token());

        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync(Patience.Token());

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_trickles_in_is_cut_off()
    {
        await using var server = await RunningTrackingServer.StartAsync(options => options with
        {
            Limits = options.Limits with { MinDataRate = 1_000_000, MinDataRateGrace = TimeSpan.FromSeconds(1.1) },
        });
        using var slow = new HalfSentRequest(server.Address, Create, 1_000_000);
        await slow.SendAsync(10);

        Assert.StartsWith("HTTP/1.1 408", await slow.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_out_of_range_are_named_together()
    {
        var error = await Assert.ThrowsAsync<ServerStartException>(() => RunningTrackingServer.StartAsync(options =>
            options with
            {
                Limits = new()
                {
                    BodyMemoryBytes = 5,
                    ConcurrentRequests = 0,
                    QueuedRequests = -1,
                    RequestTimeout = TimeSpan.Zero,
                    MinDataRate = -1,
                },
                Access = new() { AllowedOrigins = ["example.org"], XFrameOptions = "a b" },
            }));

        string[] named =
        [
            "body memory 5", "0 requests", "request queue -1", "request timeout 00:00:00", "minimum data rate -1",
            "such as https://example.org", "X-Frame-Options 'a b'",
        ];
        Assert.All(named, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    private static DefaultHttpContext ContextOf(RouteKind kind)
    {
        var context = new DefaultHttpContext();
        context.SetEndpoint(new Endpoint(
            null, new EndpointMetadataCollection(new ServedRoute(["POST"], "/x", kind)), "test"));
        return context;
    }
}
