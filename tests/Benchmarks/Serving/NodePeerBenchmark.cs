using System.Globalization;
using Tracking.Benchmarks.Load;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Serving;

/// <summary>
/// <c>tracking serve</c> against Node with Fastify and onnxruntime-node: the same model, bodies and load, each in a
/// process of its own, in turns; the figure is the median of the rounds.
/// </summary>
internal static class NodePeerBenchmark
{
    private const int RoundsEach = 5;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(BenchmarkContext context)
    {
        using var folder = new TempFolder();
        await TinyModel.WriteAsync(folder, context.Stop);
        var source = Path.Combine(AppContext.BaseDirectory, "NodePeer");
        var modules = await NpmModules.InstallAsync(source);
        var script = Path.Combine(modules, "server.mjs");
        File.Copy(Path.Combine(source, "server.mjs"), script, overwrite: true);
        var first = KeepAliveLoad.Post("/invocations", TinyModel.Body(1));
        await using var ours = await ServeStart.StartAsync(folder.Path, first, context.Stop);
        await using var node = await PeerProcess.StartAsync(
            "node", port => [script, folder[TinyModel.FileName], port], first, context.Stop);
        var table = new ResultTable("body, connections", "ours/s", "Node/s", "ratio", "goal");
        foreach (var rows in (int[])[1, 64])
        {
            var request = KeepAliveLoad.Post("/invocations", TinyModel.Body(rows));
            foreach (var connections in (int[])[1, 32])
            {
                var rates = await Rounds.MediansAsync(
                    RoundsEach,
                    () => KeepAliveLoad.MeasureAsync(node.Address, request, connections, Round),
                    () => KeepAliveLoad.MeasureAsync(ours.Address, request, connections, Round));
                var (theirs, mine) = (rates[0], rates[1]);
                table.Add(
                    $"{rows} rows, {connections}",
                    mine.ToString("N0", CultureInfo.InvariantCulture),
                    theirs.ToString("N0", CultureInfo.InvariantCulture),
                    (mine / theirs).ToString("F1", CultureInfo.InvariantCulture),
                    "2.0");
            }
        }

        await table.WriteToAsync(context.Output);
    }
}
