using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Repository;

public class OnDemandSpecs
{
    [Fact]
    public async Task A_model_on_demand_loads_once_for_all_who_ask_first()
    {
        await using var rig = await StartAsync(_ => { }, OnDemand("iris"));
        var before = ModelControlSpecs.Index(rig);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => rig.ScoreAsync(i, "iris"))));

        Assert.Equal(["iris  "], before);
        Assert.Equal(Enumerable.Range(3, 8).Select(i => (float)i), answers);
        Assert.Single(rig.Registry.Opened);
    }

    [Fact]
    public async Task A_model_on_demand_that_cannot_load_says_why()
    {
        await using var rig = await StartAsync(_ => { }, OnDemand("iris"));
        rig.Registry.Broken = "half written";

        var error = await Assert.ThrowsAsync<ServingException>(() => rig.ScoreAsync(1, "iris"));

        Assert.Equal(ServingError.ModelUnusable, error.Error);
        Assert.Contains("half written", error.Message);
    }

    [Fact]
    public async Task Over_the_memory_budget_those_go_that_were_not_asked_the_longest_and_come_back_when_asked()
    {
        var time = new ManualTime();
        await using var rig = await StartAsync(
            options => options.MemoryBudgetBytes = 120, time, OnDemand("a"), OnDemand("b"), OnDemand("c") with
            {
                IsPinned = true,
            });
        foreach (var name in (string[])["c", "a", "b"])
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await rig.ScoreAsync(1, name);
        }

        var loaded = rig.Engine.Models.Index().Where(entry => entry.Model is not null).Select(entry => entry.Name);

        Assert.Equal(["b", "c"], loaded);
        Assert.Equal(4, await rig.ScoreAsync(1, "a"));
        Assert.Equal(4, rig.Registry.Opened.Count);
    }

    [Fact]
    public async Task A_model_that_nobody_asks_goes_and_comes_back_with_the_next_request()
    {
        var time = new ManualTime();
        await using var rig = await StartAsync(
            options => options.UnloadAfterIdle = TimeSpan.FromMinutes(1), time, OnDemand("a"), OnDemand("b") with
            {
                IsPinned = true,
            });
        await rig.ScoreAsync(1, "a");
        await rig.ScoreAsync(1, "b");

        time.Advance(TimeSpan.FromMinutes(2));
        await rig.Residency.UnloadIdleAsync(Patience.Token());
        var idle = ModelControlSpecs.Index(rig);

        Assert.Equal(["a 3 ", "b 3 READY"], idle);
        Assert.Equal(4, await rig.ScoreAsync(1, "a"));
    }

    [Fact]
    public async Task A_load_and_each_request_begin_the_idle_time_anew()
    {
        var time = new ManualTime();
        await using var rig = await StartAsync(
            options => options.UnloadAfterIdle = TimeSpan.FromMinutes(1), time, OnDemand("a"));
        async Task<string> AfterAsync(int seconds)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            await rig.Residency.UnloadIdleAsync(Patience.Token());
            return Assert.Single(ModelControlSpecs.Index(rig));
        }

        time.Advance(TimeSpan.FromMinutes(2));
        await Assert.Single(rig.Served.Slots).LoadAsync(Patience.Token());
        var loaded = await AfterAsync(40);
        await rig.ScoreAsync(1, "a");
        var asked = await AfterAsync(40);

        Assert.Equal(("a 3 READY", "a 3 READY", "a 3 "), (loaded, asked, await AfterAsync(40)));
    }

    [Fact]
    public async Task Idleness_takes_nothing_from_a_request_that_waits_for_the_load()
    {
        var time = new ManualTime();
        await using var rig = await StartAsync(
            options => options.UnloadAfterIdle = TimeSpan.FromMinutes(1), time, OnDemand("a"));
        rig.Registry.Hold = new TaskCompletionSource();
        var waiting = rig.ScoreAsync(1, "a");

        time.Advance(TimeSpan.FromMinutes(2));
        await rig.Residency.UnloadIdleAsync(Patience.Token());
        rig.Registry.Hold.SetResult();

        Assert.Equal(4, await waiting);
        await rig.Residency.UnloadIdleAsync(Patience.Token());
        Assert.Equal(["a 3 READY"], ModelControlSpecs.Index(rig));
    }

    [Fact]
    public async Task Requests_that_wait_for_a_load_are_bounded_in_number_and_time()
    {
        await using var rig = await StartAsync(options => options.MaxParkedRequests = 1, OnDemand("iris"));
        rig.Registry.Hold = new TaskCompletionSource();
        using var gone = new CancellationTokenSource();
        var first = rig.ScoreAsync(1, "iris", null, gone.Token);

        var second = await Assert.ThrowsAsync<ServingException>(() => rig.ScoreAsync(1, "iris"));
        await gone.CancelAsync();
        var late = await Assert.ThrowsAsync<ServingException>(() => first);
        rig.Registry.Hold.SetResult();

        Assert.Equal(ServingError.QueueFull, second.Error);
        Assert.NotNull(second.RetryAfter);
        Assert.Equal(ServingError.DeadlineExceeded, late.Error);
        Assert.Equal(4, await rig.ScoreAsync(1, "iris"));
    }

    private static ServedModel OnDemand(string name) =>
        new(ModelUri.Parse($"models:/{name}/3")) { LoadsOnDemand = true };

    private static Task<EngineRig> StartAsync(Action<ServingOptions> configure, params ServedModel[] models) =>
        StartAsync(configure, new ManualTime(), models);

    private static Task<EngineRig> StartAsync(
        Action<ServingOptions> configure, TimeProvider time, params ServedModel[] models) => EngineRig.StartAsync(
        new FakeRegistry(),
        options =>
        {
            configure(options);
            foreach (var model in models)
            {
                options.Models.Add(model);
            }
        },
        services => services.AddSingleton(time));
}
