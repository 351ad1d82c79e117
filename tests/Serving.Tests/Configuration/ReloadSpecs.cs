using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Tests.Repository;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Configuration;

public sealed class ReloadSpecs : IDisposable
{
    private const string Iris3 = "models:\n  - uri: models:/iris/3\n";
    private const string Iris4 = "models:\n  - uri: models:/iris/4\n";
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task An_edit_adds_changes_and_removes_models_and_leaves_the_others_alone()
    {
        await using var rig = await StartAsync(Iris3 + "  - uri: models:/wine/1\n  - uri: models:/gone/2\n");

        await EditAsync(rig, "models:\n  - uri: models:/wine/1\n  - uri: models:/iris/4\n  - uri: models:/new/7\n");

        Assert.Equal(["wine 1 READY", "iris 4 READY", "new 7 READY"], ModelControlSpecs.Index(rig));
        Assert.Equal([true, false, true, false, false], rig.Registry.Opened.Select(scorer => scorer.IsDisposed));
        Assert.Equal((2, 5), (await rig.ScoreAsync(1), await rig.ScoreAsync(1, "iris")));
        Assert.Contains("was taken over", Assert.Single(rig.Log.Of(LogLevel.Information), IsTaken));
    }

    [Fact]
    public async Task Only_what_a_loaded_model_depends_on_loads_it_anew()
    {
        await using var rig = await StartAsync(Iris3);
        var statistics = await CountAsync(rig);

        await EditAsync(rig, Iris3 + "    pinned: true\n    lazy: true\n");
        var pinned = Assert.Single(rig.Served.Slots).Served.IsPinned;
        var loads = rig.Registry.Opened.Count;
        await EditAsync(rig, Iris3 + "    session:\n      intra_op_threads: 3\n");

        Assert.Equal((true, 1, 2), (pinned, loads, rig.Registry.Opened.Count));
        Assert.Equal([null, 3], rig.Registry.Sessions.Select(session => session?.IntraOpThreads));
        Assert.Equal(statistics + 1, await CountAsync(rig));
    }

    [Fact]
    public async Task Folders_and_aliases_of_the_file_come_and_go()
    {
        using var models = FolderModelSetSpecs.Repository("digits/1", "digits/2");
        await using var rig = await StartAsync(Iris3);
        rig.Registry.Aliases["champion"] = 9;
        var folder = $"repositories:\n  - folder: {models.Path}\n";

        await EditAsync(rig, Iris3 + folder + "    versions: all\n");
        var withFolder = ModelControlSpecs.Index(rig);
        await EditAsync(rig, folder + "registry_aliases:\n  - alias: champion\n    pinned: true\n");
        var withAlias = ModelControlSpecs.Index(rig);
        await EditAsync(rig, $"models:\n  - folder: {models["digits"]}\n    name: numbers\n    versions: '1'\n");

        Assert.Equal(["iris 3 READY", "digits 2 READY", "digits 1 READY"], withFolder);
        Assert.Equal(["digits 2 READY", "iris 9 READY"], withAlias);
        Assert.Equal(["numbers 1 READY"], ModelControlSpecs.Index(rig));
    }

    [Theory]
    [InlineData("models: [", "is not YAML: line")]
    [InlineData("models:\n  - uri: models:/iris/4\n    pined: true\n", "line 3: models[0].pined is no setting")]
    [InlineData("models: []\n", "names nothing to serve")]
    [InlineData("models:\n  - uri: models:/iris/4\n  - uri: runs:/no/such\n", "no 'runs:/no/such'")]
    public async Task A_faulty_edit_changes_nothing_and_says_so_until_it_is_mended(string edit, string problem)
    {
        await using var rig = await StartAsync(Iris3);
        using var figures = new Figures(rig.Meter);

        await EditAsync(rig, edit);
        await rig.Config.LookAsync(isAsked: false, Patience.Token());
        var during = await rig.ScoreAsync(1, "iris");
        var errors = rig.Log.Of(LogLevel.Error);
        await EditAsync(rig, Iris4);

        Assert.Equal((4, 5), (during, await rig.ScoreAsync(1, "iris")));
        var error = Assert.Single(errors);
        Assert.Contains("The configuration goes on as it was", error);
        Assert.Contains(problem, error);
        Assert.Equal(["iris 4 READY"], ModelControlSpecs.Index(rig));
        Assert.Equal((1, 1), (figures["fail"], figures["success"]));
        Assert.Single(rig.Registry.Opened, scorer => !scorer.IsDisposed);
    }

    [Fact]
    public async Task A_text_that_is_still_written_is_not_taken_and_a_rename_is()
    {
        await using var rig = await StartAsync(Iris3);

        _folder.Write("serving.yaml", "models: []\nlisten:");
        await rig.Config.LookAsync(isAsked: false, Patience.Token());
        _folder.Write("serving.yaml", Iris4);
        await rig.Config.LookAsync(isAsked: false, Patience.Token());
        var early = ModelControlSpecs.Index(rig);
        await rig.Config.LookAsync(isAsked: false, Patience.Token());
        var inPlace = ModelControlSpecs.Index(rig);
        File.Move(_folder.Write("next.yaml", "models:\n  - uri: models:/iris/5\n"), ConfigFile(), overwrite: true);
        await rig.Config.LookAsync(isAsked: false, Patience.Token());
        await rig.Config.LookAsync(isAsked: false, Patience.Token());

        Assert.Equal(["iris 3 READY"], early);
        Assert.Equal(["iris 4 READY"], inPlace);
        Assert.Equal(["iris 5 READY"], ModelControlSpecs.Index(rig));
        Assert.Empty(rig.Log.Of(LogLevel.Error));
    }

    [Fact]
    public async Task A_deleted_file_leaves_everything_and_is_told_once()
    {
        await using var rig = await StartAsync(Iris3);

        File.Delete(ConfigFile());
        await rig.Config.LookAsync(isAsked: false, Patience.Token());
        await rig.Config.LookAsync(isAsked: false, Patience.Token());
        var gone = rig.Log.Of(LogLevel.Error);
        await EditAsync(rig, Iris4);

        Assert.Contains("cannot be read", Assert.Single(gone));
        Assert.Equal(["iris 4 READY"], ModelControlSpecs.Index(rig));
    }

    [Fact]
    public async Task What_needs_a_restart_is_named()
    {
        await using var rig = await StartAsync(Iris3 + "limits: {requests: 5, batch_rows: 8}\n");

        await EditAsync(rig, Iris4 + "limits: {requests: 6, batch_rows: 8}\nlisten: {port: 1}\n");

        var said = Assert.Single(rig.Log.Of(LogLevel.Warning));
        Assert.EndsWith("what it says of limits.requests, listen.port holds after a restart.", said);
        Assert.Equal(["iris 4 READY"], ModelControlSpecs.Index(rig));
    }

    [Fact]
    public async Task What_a_model_says_of_batching_limits_and_warm_up_holds_with_the_edit()
    {
        await using var rig = await StartAsync(Iris3);
        var before = Assert.Single(rig.Served.Loaded);

        await EditAsync(
            rig, Iris3 + "    batching: {mode: fixed, max_rows: 9}\n    limits: {requests: 5}\n    warm_up_runs: 2\n");

        var model = Assert.Single(rig.Served.Loaded);
        Assert.Equal((null, null, 1), (before.Batcher, before.ConcurrentRequests, before.WarmUpRuns));
        Assert.Equal((true, 5, 2), (model.Batcher is not null, model.ConcurrentRequests, model.WarmUpRuns));
        Assert.Equal([true, false], rig.Registry.Opened.Select(scorer => scorer.IsDisposed));
        Assert.Empty(rig.Log.Of(LogLevel.Warning));
    }

    [Fact]
    public async Task The_memory_budget_follows_the_file_unless_it_was_set_after_it()
    {
        foreach (var file in (string[])["a/", "b/"])
        {
            _folder.Write(file + "MLmodel", "flavors:\n  onnx:\n    data: model.onnx\n");
            _folder.Write(file + "model.onnx", new string('x', 700_000));
        }

        const string Models = "models:\n  - folder: a\n  - folder: b\n";
        await using var rig = await StartAsync(Models);
        await rig.ScoreAsync(1, "a");
        await EditAsync(rig, Models + "lifecycle: {memory_budget_mb: 1}\n");
        Assert.Equal(["a  READY", "b  "], ModelControlSpecs.Index(rig));
        Assert.Empty(rig.Log.Of(LogLevel.Warning));

        await using var set = await StartAsync(Models, options => options.MemoryBudgetBytes = 1 << 30);
        await EditAsync(set, Models + "lifecycle: {memory_budget_mb: 1}\n");
        Assert.Equal(["a  READY", "b  READY"], ModelControlSpecs.Index(set));
        Assert.Contains("lifecycle.memory_budget_mb holds", Assert.Single(set.Log.Of(LogLevel.Warning)));
    }

    [Fact]
    public async Task How_long_nobody_may_ask_follows_the_file()
    {
        var time = new ManualTime();
        await using var rig = await StartAsync(Iris3 + "lifecycle: {unload_after_idle_seconds: 3600}\n", time: time);
        time.Advance(TimeSpan.FromMinutes(2));
        await rig.Residency.UnloadIdleAsync(Patience.Token());
        var early = ModelControlSpecs.Index(rig);

        await EditAsync(rig, Iris3 + "lifecycle: {unload_after_idle_seconds: 60}\n");
        await rig.Residency.UnloadIdleAsync(Patience.Token());

        Assert.Equal(["iris 3 READY"], early);
        Assert.Equal(["iris 3 "], ModelControlSpecs.Index(rig));
        Assert.Empty(rig.Log.Of(LogLevel.Warning));
    }

    [Fact]
    public async Task A_model_of_the_options_comes_first_and_keeps_its_name()
    {
        await using var rig = await StartAsync(Iris3, options => options.Models.Add(Model("models:/first/1")));

        await EditAsync(rig, Iris4 + "  - uri: models:/first/1\n");
        var refused = ModelControlSpecs.Index(rig);
        await EditAsync(rig, Iris4);

        Assert.Equal(["first 1 READY", "iris 3 READY"], refused);
        Assert.Contains("Two models would be served as 'first' version '1'", Assert.Single(rig.Log.Of(LogLevel.Error)));
        Assert.Equal(["first 1 READY", "iris 4 READY"], ModelControlSpecs.Index(rig));
    }

    public void Dispose() => _folder.Dispose();

    private static ServedModel Model(string uri) => new(Tracking.Models.Uris.ModelUri.Parse(uri));

    private static bool IsTaken(string line) => line.Contains("was taken over", StringComparison.Ordinal);

    private static async Task<long> CountAsync(EngineRig rig)
    {
        await rig.ScoreAsync(1, "iris");
        return Assert.Single(rig.Engine.Statistics("iris")).Success.Count;
    }

    private string ConfigFile() => _folder["serving.yaml"];

    private Task<EngineRig> StartAsync(
        string text, Action<ServingOptions>? configure = null, TimeProvider? time = null)
    {
        _folder.Write("serving.yaml", text);
        return ConfigFiles.StartAsync(ConfigFile(), configure, time);
    }

    private async Task EditAsync(EngineRig rig, string text)
    {
        _folder.Write("serving.yaml", text);
        await rig.Config.LookAsync(isAsked: false, Patience.Token());
        await rig.Config.LookAsync(isAsked: false, Patience.Token());
    }
}
