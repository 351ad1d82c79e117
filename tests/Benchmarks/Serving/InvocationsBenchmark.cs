using System.Globalization;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Serving;

/// <summary>
/// POST /invocations of a model of 4 features and 3 classes against bare Kestrel that echoes the same bodies; both in
/// this process, in turns, the figure is the median of the rounds.
/// </summary>
internal static class InvocationsBenchmark
{
    private const int Rounds = 9;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <summary>Prints requests per second of both and their ratio; the goal is at least 0.7 for one row.</summary>
    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var host = await TinyModel.ServeAsync(folder, cancellationToken);
        await using var echo = await EchoHost.StartAsync(cancellationToken);
        foreach (var (name, rows) in ((string, int)[])[("1 row", 1), ("64 rows", 64)])
        {
            var request = KeepAliveLoad.Post("/invocations", TinyModel.Body(rows));
            foreach (var connections in (int[])[1, 32])
            {
                var (ours, bare) = await CompareAsync(host.Address, echo.Address, request, connections);
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"/invocations, {name}, {connections} connections: {ours:f0}/s; bare Kestrel echo: {bare:f0}/s; "
                    + $"ratio {ours / bare:f2} (goal >= 0.7 for 1 row)"));
            }
        }
    }

    private static async Task<(double Ours, double Bare)> CompareAsync(
        Uri host, Uri echo, byte[] request, int connections)
    {
        var ours = new List<double>(Rounds);
        var bare = new List<double>(Rounds);
        await KeepAliveLoad.MeasureAsync(host, request, connections, Round);
        await KeepAliveLoad.MeasureAsync(echo, request, connections, Round);
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await KeepAliveLoad.MeasureAsync(echo, request, connections, Round));
            ours.Add(await KeepAliveLoad.MeasureAsync(host, request, connections, Round));
        }

        return (Median(ours), Median(bare));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
