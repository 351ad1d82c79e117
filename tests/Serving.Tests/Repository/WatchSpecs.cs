using Microsoft.Extensions.Logging;
using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Repository;

public class WatchSpecs
{
    [Fact]
    public async Task A_moved_alias_swaps_the_version_and_a_broken_one_does_not()
    {
        var registry = new FakeRegistry { Aliases = { ["champion"] = 3 } };
        await using var rig = await StartAsync(registry, "models:/iris@champion");
        var before = await rig.ScoreAsync(1, "iris");

        registry.Aliases["champion"] = 4;
        await rig.Watch.RefreshAsync(Patience.Token());
        var after = await rig.ScoreAsync(1, "iris", "4");
        (registry.Broken, registry.Aliases["champion"]) = ("half written", 5);
        await rig.Watch.RefreshAsync(Patience.Token());
        await rig.Watch.RefreshAsync(Patience.Token());

        Assert.Equal((4, 5, 5), (before, after, await rig.ScoreAsync(1, "iris")));
        Assert.Contains("half written", Assert.Single(rig.Engine.Models.Index()).Reason);
        Assert.Contains("half written", Assert.Single(rig.Log.Of(LogLevel.Error)));
        registry.Broken = null;
        await rig.Watch.RefreshAsync(Patience.Token());
        Assert.Equal(6, await rig.ScoreAsync(1, "iris"));
    }

    [Fact]
    public async Task Nothing_is_loaded_while_nothing_changes()
    {
        var registry = new FakeRegistry { Aliases = { ["champion"] = 3 } };
        await using var rig = await StartAsync(registry, "models:/iris@champion");

        await rig.Watch.RefreshAsync(Patience.Token());
        await rig.Watch.RefreshAsync(Patience.Token());

        Assert.Single(registry.Opened);
    }

    [Fact]
    public async Task An_unloaded_model_stays_unloaded_whatever_its_alias_does()
    {
        var registry = new FakeRegistry { Aliases = { ["champion"] = 3 } };
        await using var rig = await StartAsync(registry, "models:/iris@champion");
        await rig.Engine.Models.UnloadAsync("iris", null, Patience.Token());

        registry.Aliases["champion"] = 4;
        await rig.Watch.RefreshAsync(Patience.Token());

        Assert.Equal(["iris 3 UNAVAILABLE"], ModelControlSpecs.Index(rig));
    }

    [Fact]
    public async Task Changed_files_are_told_by_what_they_hold_and_not_by_their_time()
    {
        using var folder = new TempFolder();
        ModelFolders.Write(folder);
        var source = new FolderModelSource();
        var uri = new FolderUri(folder.Path);
        var first = await source.FingerprintAsync(uri, Patience.Token());

        File.SetLastWriteTimeUtc(folder["model.onnx"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var touched = await source.FingerprintAsync(uri, Patience.Token());
        folder.Write("model.onnx", "something else");
        var changed = await source.FingerprintAsync(uri, Patience.Token());

        Assert.NotNull(first);
        Assert.Equal(first, touched);
        Assert.NotEqual(first, changed);
    }

    [Fact]
    public async Task A_folder_is_swapped_when_its_new_files_were_seen_alike_twice()
    {
        using var folder = new TempFolder();
        ModelFolders.Write(folder);
        var registry = new FakeRegistry();
        await using var rig = await StartAsync(registry, folder.Path);

        folder.Write("model.onnx", "half");
        await rig.Watch.RefreshAsync(Patience.Token());
        folder.Write("model.onnx", "half and half");
        await rig.Watch.RefreshAsync(Patience.Token());
        var early = registry.Opened.Count;
        await rig.Watch.RefreshAsync(Patience.Token());

        Assert.Equal((1, 2), (early, registry.Opened.Count));
        Assert.True(registry.Opened[0].IsDisposed);
    }

    [Fact]
    public async Task A_thousand_swaps_under_load_fail_no_request_and_leave_one_model_open()
    {
        var registry = new FakeRegistry { Aliases = { ["champion"] = 1 } };
        await using var rig = await StartAsync(registry, "models:/iris@champion");
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(() => AskAsync(rig, stop.Token))).ToList();

        for (var version = 2; version <= 1_001; version++)
        {
            registry.Aliases["champion"] = version;
            await rig.Watch.RefreshAsync(Patience.Token());
        }

        await stop.CancelAsync();
        Assert.All(await Patience.For(Task.WhenAll(clients), "the clients"), count => Assert.True(count > 0));
        Assert.Equal(1_001, await rig.ScoreAsync(0, "iris"));
        Assert.Equal(1_001, registry.Opened.Count);
        // Whoever ends the last lease of one does not wait for its end.
        Assert.True(SpinWait.SpinUntil(
            () => registry.Opened.Count(scorer => scorer.IsDisposed) == 1_000, Patience.Limit));
        Assert.False(registry.Opened[^1].IsDisposed);
    }

    /// <summary>Asks until it is told to stop; how often.</summary>
    private static async Task<int> AskAsync(EngineRig rig, CancellationToken stop)
    {
        var answers = 0;
        for (; !stop.IsCancellationRequested; answers++)
        {
            Assert.InRange(await rig.ScoreAsync(0, "iris", null, CancellationToken.None), 1, 1_001);
        }

        return answers;
    }

    [Fact]
    public async Task A_round_that_breaks_is_followed_by_the_next()
    {
        var set = new SetThatBreaksOnce();
        await using var rig = await EngineRig.StartAsync(new FakeRegistry(), options =>
        {
            options.ModelSets.Add(set);
            options.PollInterval = TimeSpan.FromMilliseconds(10);
        });
        using var stop = new CancellationTokenSource();

        var watching = rig.Watch.RunAsync(stop.Token);
        await Patience.For(set.AskedAgain.Task, "the round after the broken one");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private static Task<EngineRig> StartAsync(FakeRegistry registry, string uri) => EngineRig.StartAsync(
        registry, options => options.Models.Add(new ServedModel(ModelUri.Parse(uri))));

    private sealed class SetThatBreaksOnce : IServedModelSet
    {
        private int _asked;

        public TaskCompletionSource AskedAgain { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "broken once";

        public Task<IReadOnlyList<ServedModel>> ListAsync(CancellationToken cancellationToken)
        {
            switch (Interlocked.Increment(ref _asked))
            {
                case 2:
                    throw new InvalidOperationException("nobody expected this");
                case > 2:
                    AskedAgain.TrySetResult();
                    break;
            }

            return Task.FromResult<IReadOnlyList<ServedModel>>([]);
        }
    }
}
