using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Repository;

public class ModelControlSpecs
{
    [Fact]
    public async Task Several_versions_of_one_name_answer_and_the_first_is_the_default()
    {
        await using var rig = await StartAsync("models:/iris/3", "models:/iris/10");

        Assert.Equal(4, await rig.ScoreAsync(1, "iris"));
        Assert.Equal(11, await rig.ScoreAsync(1, "iris", "10"));
        rig.Engine.Models.SetDefault("iris", "10");

        Assert.Equal(11, await rig.ScoreAsync(1, "iris"));
        Assert.Equal(["iris 3 READY", "iris 10 READY"], Index(rig));
    }

    [Fact]
    public async Task An_unloaded_model_refuses_and_says_so_until_it_is_loaded_again()
    {
        await using var rig = await StartAsync("models:/iris/3");

        await rig.Engine.Models.UnloadAsync("iris", null, Patience.Token());
        var refused = await Assert.ThrowsAsync<ServingException>(() => rig.ScoreAsync(1, "iris"));
        var unloaded = Index(rig);
        await rig.Engine.Models.LoadAsync("iris", null, Patience.Token());

        Assert.Equal(ServingError.ModelNotReady, refused.Error);
        Assert.Equal("Model 'iris' is unavailable: unloaded.", refused.Message);
        Assert.Equal(["iris 3 UNAVAILABLE"], unloaded);
        Assert.True(rig.Registry.Opened[0].IsDisposed);
        Assert.Equal(4, await rig.ScoreAsync(1, "iris"));
    }

    [Fact]
    public async Task A_reload_swaps_and_closes_the_old_one_after_its_last_request()
    {
        await using var rig = await StartAsync("models:/iris/3");
        var underWay = await rig.Engine.LeaseAsync("iris", null, Patience.Token());

        await rig.Engine.Models.LoadAsync("iris", null, Patience.Token());
        var (oldClosed, count) = (rig.Registry.Opened[0].IsDisposed, rig.Registry.Opened.Count);
        underWay.Dispose();

        Assert.False(oldClosed);
        Assert.Equal(2, count);
        Assert.True(SpinWait.SpinUntil(() => rig.Registry.Opened[0].IsDisposed, Patience.Limit));
        Assert.False(rig.Registry.Opened[1].IsDisposed);
    }

    [Fact]
    public async Task A_reload_that_fails_keeps_the_old_one_and_the_index_says_why()
    {
        await using var rig = await StartAsync("models:/iris/3");
        rig.Registry.Broken = "half written";

        var error = await Assert.ThrowsAsync<ServingException>(
            () => rig.Engine.Models.LoadAsync("iris", null, Patience.Token()));

        Assert.Equal(ServingError.ModelUnusable, error.Error);
        Assert.Equal(4, await rig.ScoreAsync(1, "iris"));
        var entry = Assert.Single(rig.Engine.Models.Index());
        Assert.Equal("READY", entry.StateName);
        Assert.Contains("half written", entry.Reason);
    }

    [Fact]
    public async Task A_model_is_added_once_and_removed_while_the_host_runs()
    {
        await using var rig = await StartAsync("models:/iris/3");
        var digits = new ServedModel(ModelUri.Parse("models:/digits/7"));

        await rig.Engine.Models.AddAsync(digits, Patience.Token());
        var added = await rig.ScoreAsync(1, "digits");
        var twice = await Assert.ThrowsAsync<ServingException>(
            () => rig.Engine.Models.AddAsync(digits, Patience.Token()));
        await rig.Engine.Models.RemoveAsync("digits", null, Patience.Token());
        var gone = await Assert.ThrowsAsync<ServingException>(() => rig.ScoreAsync(1, "digits"));

        Assert.Equal(8, added);
        Assert.Equal((ServingError.ModelExists, ServingError.ModelNotFound), (twice.Error, gone.Error));
        Assert.Equal(["iris 3 READY"], Index(rig));
        Assert.True(rig.Registry.Opened[1].IsDisposed && rig.Registry.Opened[2].IsDisposed);
        Assert.Empty(rig.Engine.Statistics("digits"));
    }

    [Theory]
    [InlineData("digits", null, "No model 'digits' is served here; served: 'iris'.")]
    [InlineData("iris", "4", "Model 'iris' has no version '4' here; served is version '3'.")]
    public async Task What_is_not_served_cannot_be_loaded_or_unloaded(string name, string? version, string message)
    {
        await using var rig = await StartAsync("models:/iris/3");

        var load = await Assert.ThrowsAsync<ServingException>(
            () => rig.Engine.Models.LoadAsync(name, version, Patience.Token()));
        var unload = await Assert.ThrowsAsync<ServingException>(
            () => rig.Engine.Models.UnloadAsync(name, version, Patience.Token()));

        Assert.Equal((ServingError.ModelNotFound, message), (load.Error, load.Message));
        Assert.Equal((ServingError.ModelNotFound, message), (unload.Error, unload.Message));
    }

    [Fact]
    public async Task Who_asks_while_a_model_loads_is_told_to_come_again()
    {
        await using var rig = await StartAsync("models:/iris/3");
        await rig.Engine.Models.UnloadAsync("iris", null, Patience.Token());
        var unloaded = await Assert.ThrowsAsync<ServingException>(() => rig.ScoreAsync(1, "iris"));

        rig.Registry.Hold = new TaskCompletionSource();
        var loads = rig.Engine.Models.LoadAsync("iris", null, Patience.Token());
        var loading = await Assert.ThrowsAsync<ServingException>(() => rig.ScoreAsync(1, "iris"));
        rig.Registry.Hold.SetResult();
        await loads;

        Assert.Null(unloaded.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(1), loading.RetryAfter);
        await rig.ScoreAsync(1, "iris");
    }

    internal static Task<EngineRig> StartAsync(params string[] uris) => EngineRig.StartAsync(
        new FakeRegistry(),
        options =>
        {
            foreach (var uri in uris)
            {
                options.Models.Add(new ServedModel(ModelUri.Parse(uri)));
            }
        });

    internal static string[] Index(EngineRig rig) =>
        [.. rig.Engine.Models.Index().Select(entry => $"{entry.Name} {entry.Version} {entry.StateName}")];
}
