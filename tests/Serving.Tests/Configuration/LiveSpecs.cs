using Microsoft.Extensions.Logging;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Configuration;

public sealed class LiveSpecs : IDisposable
{
    private const int Edits = 60;
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Edits_under_load_fail_no_request()
    {
        await using var rig = await ConfigFiles.StartAsync(Write(1));
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 2).Select(_ => Task.Run(() => AskAsync(rig, stop.Token))).ToList();

        for (var edit = 2; edit <= Edits; edit++)
        {
            Write(edit);
            await rig.Config.LookAsync(isAsked: true, Patience.Token());
        }

        await stop.CancelAsync();
        Assert.All(await Patience.For(Task.WhenAll(clients), "the clients"), count => Assert.True(count > 0));
        Assert.Equal(Edits, await rig.ScoreAsync(0, "iris"));
        Assert.Empty(rig.Log.Of(LogLevel.Error));
        await ClosedAsync(rig);
    }

    [Fact]
    public async Task The_file_is_looked_at_while_the_host_runs_and_when_somebody_asks()
    {
        await using var polling = await ConfigFiles.StartAsync(
            Write(1), options => options.PollInterval = TimeSpan.FromMilliseconds(10));
        await using var asked = await ConfigFiles.StartAsync(Write(1));
        using var stop = new CancellationTokenSource();
        Task[] runs = [polling.Config.RunAsync(stop.Token), asked.Config.RunAsync(stop.Token)];

        Write(2);
        asked.Config.Ask();

        await polling.Log.Lines.SeenAsync("was taken over");
        await asked.Log.Lines.SeenAsync("was taken over");
        Assert.Equal((2, 2), (await polling.ScoreAsync(0, "iris"), await asked.ScoreAsync(0, "iris")));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(runs));
    }

    public void Dispose() => _folder.Dispose();

    // What was replaced is closed on a thread of its own when its last request has ended.
    private static async Task ClosedAsync(EngineRig rig)
    {
        var patience = Patience.Token();
        while (rig.Registry.Opened.Count(scorer => !scorer.IsDisposed) > rig.Served.Slots.Count)
        {
            patience.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    // Every edit changes one model; every second one takes another away or brings it back.
    private string Write(int version) => _folder.Write(
        "serving.yaml",
        $"models:\n  - uri: models:/iris/{version}\n" + (version % 2 == 0 ? "" : "  - uri: models:/other/1\n"));

    private static async Task<int> AskAsync(EngineRig rig, CancellationToken stop)
    {
        var answers = 0;
        do
        {
            Assert.InRange(await rig.ScoreAsync(0, "iris", null, Patience.Token()), 1, Edits);
            answers++;
        }
        while (!stop.IsCancellationRequested);

        return answers;
    }
}
