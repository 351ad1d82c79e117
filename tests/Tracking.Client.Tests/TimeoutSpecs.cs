using Tracking.Contracts.Runs;
using Tracking.TestKit;
using static Tracking.Client.Tests.Fixtures;
using static Tracking.Client.Tests.FakeServer;

namespace Tracking.Client.Tests;

public class TimeoutSpecs
{
    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_an_error()
    {
        var clock = new ManualTime();
        await using var server = await StartAsync(Silence(() => clock.Advance(TimeSpan.FromSeconds(121))));
        await using var client = new TrackingClient(OptionsFor(server.Uri) with { Time = clock });
        var create = client.Runs.CreateAsync(new CreateRunRequest { ExperimentId = "0" });
        await Patience.For(create.ContinueWith(_ => { }, TaskScheduler.Default), "the timeout");
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => create);
        Assert.Equal(TrackingClientException.DeadlineExceeded, error.ErrorCode);
        Assert.Equal($"POST 2.0/mlflow/runs/create got no answer from {server.Uri} within 120 s", error.Message);
        // Whether the server would know the create again is asked of it; the create itself is not repeated blindly.
        Assert.Single(server.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Cancelling_ends_a_call_as_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await StartAsync(Silence(cancel.Cancel));
        await using var client = ClientOf(server);
        var call = client.Experiments.GetAsync("7", cancel.Token);
        await Patience.For(call.ContinueWith(_ => { }, TaskScheduler.Default), "the cancellation");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_before_a_retry()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await StartAsync(async context =>
        {
            context.Response.OnCompleted(() => cancel.CancelAsync());
            await Json("{}", 503)(context);
        });
        await using var client = new TrackingClient(
            OptionsFor(server.Uri) with { Time = new ManualTime(), BackoffFactor = 2 });
        var call = client.Experiments.GetAsync("7", cancel.Token);
        await Patience.For(call.ContinueWith(_ => { }, TaskScheduler.Default), "the cancellation");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}
