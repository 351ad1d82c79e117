using Microsoft.Extensions.Logging;
using Tracking.Models.Uris;
using Tracking.Serving.Batching;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Configuration;

public sealed class BatchingReloadSpecs : IDisposable
{
    private const string Iris = "models:\n  - uri: models:/iris/3\n";
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task What_the_file_says_of_all_models_holds_with_the_edit_and_loads_nothing_anew()
    {
        await using var rig = await StartAsync(Iris + "batching: {mode: fixed, max_rows: 4, max_delay_ms: 0}\n");
        var model = Assert.Single(rig.Served.Loaded);
        var first = model.Batcher;

        await EditAsync(rig, Iris + "batching: {mode: fixed, max_rows: 9, max_delay_ms: 0}\n");
        var nine = (model.Batching.MaxRows, IsOther: model.Batcher != first && model.Batcher is not null);
        await EditAsync(rig, Iris + "batching: {mode: off}\n");
        var off = (model.Batcher, model.UnbatchedBecause);
        await EditAsync(rig, Iris + "batching: {mode: adaptive}\n");

        Assert.Equal((9, true), nine);
        Assert.Equal((null, "batching is switched off"), off);
        Assert.NotNull(model.Batcher);
        Assert.Equal(4, await rig.ScoreAsync(1));
        Assert.Single(rig.Registry.Opened);
        Assert.Empty(rig.Log.Of(LogLevel.Warning));
    }

    [Fact]
    public async Task What_a_model_states_itself_stays_and_the_rest_follows()
    {
        const string Own = Iris + "    batching: {max_rows: 9}\n";
        await using var rig = await StartAsync(Own + "batching: {mode: fixed, max_rows: 4, max_delay_ms: 0}\n");

        await EditAsync(rig, Own + "batching: {mode: fixed, max_rows: 5, max_delay_ms: 7}\n");

        var batching = Assert.Single(rig.Served.Loaded).Batching;
        Assert.Equal((9, 7), (batching.MaxRows, batching.MaxDelay.TotalMilliseconds));
        Assert.Single(rig.Registry.Opened);
    }

    [Fact]
    public async Task Models_of_flags_and_of_aliases_follow_too()
    {
        const string Alias = "registry_aliases:\n  - alias: champion\n";
        await using var rig = await StartAsync(
            Alias, options => options.Models.Add(new ServedModel(ModelUri.Parse("models:/first/1"))), alias: 7);
        var loads = rig.Registry.Opened.Count;

        await EditAsync(rig, Alias + "batching: {mode: fixed, max_rows: 5}\n");

        Assert.Equal([5, 5], rig.Served.Loaded.Select(model => model.Batching.MaxRows));
        Assert.All(rig.Served.Loaded, model => Assert.NotNull(model.Batcher));
        Assert.Equal(loads, rig.Registry.Opened.Count);
    }

    [Fact]
    public async Task What_was_set_after_the_file_stays_and_is_named()
    {
        await using var rig = await StartAsync(
            Iris + "batching: {mode: fixed, max_rows: 4}\n",
            options => options.Batching = options.Batching with { MaxRows = 6 });

        await EditAsync(rig, Iris + "batching: {mode: fixed, max_rows: 9, max_delay_ms: 7}\n");

        var batching = Assert.Single(rig.Served.Loaded).Batching;
        Assert.Equal((6, 7), (batching.MaxRows, batching.MaxDelay.TotalMilliseconds));
        Assert.EndsWith(
            "what it says of batching.max_rows holds after a restart.", Assert.Single(rig.Log.Of(LogLevel.Warning)));
    }

    [Fact]
    public async Task An_edit_that_makes_no_sense_with_what_was_set_is_refused_whole()
    {
        await using var rig = await StartAsync(
            Iris, options => options.Batching = options.Batching with { PreferredRows = [32] });

        await EditAsync(rig, "models:\n  - uri: models:/iris/4\nbatching: {max_rows: 8}\n");

        Assert.Contains("PreferredRows has 32", Assert.Single(rig.Log.Of(LogLevel.Error)));
        Assert.Equal(4, await rig.ScoreAsync(1, "iris"));
    }

    [Fact]
    public async Task Requests_that_wait_for_company_are_answered_by_the_batcher_they_came_to()
    {
        await using var rig = await StartAsync(Iris + "batching: {mode: fixed, max_rows: 8, max_delay_ms: 60000}\n");
        var batcher = Assert.Single(rig.Served.Loaded).Batcher!;
        var waiting = rig.ScoreAsync(1);
        Assert.Equal(1, batcher.QueueLength);

        await EditAsync(rig, Iris + "batching: {mode: off}\n");

        Assert.Equal(4, await Patience.For(waiting, "the answer of the old batcher"));
        Assert.Equal(5, await rig.ScoreAsync(2));
    }

    public void Dispose() => _folder.Dispose();

    private Task<EngineRig> StartAsync(string text, Action<ServingOptions>? configure = null, int? alias = null)
    {
        _folder.Write("serving.yaml", text);
        var registry = new FakeRegistry();
        if (alias is { } version)
        {
            registry.Aliases["champion"] = version;
        }

        return ConfigFiles.StartAsync(_folder["serving.yaml"], configure, registry: registry);
    }

    private async Task EditAsync(EngineRig rig, string text)
    {
        _folder.Write("serving.yaml", text);
        await rig.Config.LookAsync(isAsked: false, Patience.Token());
        await rig.Config.LookAsync(isAsked: false, Patience.Token());
    }
}
