using System.Diagnostics;

namespace Tracking.Benchmarks.Load;

/// <summary>What a closed loop of clients got.</summary>
internal sealed record LoopResult(double PerSecond, double P50Ms, double P99Ms);

/// <summary>Gives the requests of one client; the argument counts them.</summary>
internal delegate ReadOnlyMemory<byte> RequestSource(long number);

/// <summary>Clients that send the next request when the last was answered, a thread and a connection each.</summary>
internal static class ClosedLoop
{
    public static async Task<LoopResult> RunAsync(
        Uri address, IReadOnlyList<RequestSource> clients, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(clients.Select(client => Task.Factory.StartNew(
            () => Drive(address, client, start, duration),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sorted = all.SelectMany(one => one).Order().ToList();
        return new LoopResult(sorted.Count / seconds, At(sorted, 0.5), At(sorted, 0.99));
    }

    /// <summary>Milliseconds of each of so many requests on one connection, after some to warm up.</summary>
    public static List<double> Time(Uri address, ReadOnlyMemory<byte> request, int count, int warmUps)
    {
        using var connection = new WireConnection(address);
        var times = new List<double>(count);
        for (var i = -warmUps; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            connection.Exchange(request.Span);
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return times;
    }

    private static List<double> Drive(Uri address, RequestSource requests, long start, TimeSpan duration)
    {
        using var connection = new WireConnection(address);
        var times = new List<double>(4_096);
        for (var i = 0L; Stopwatch.GetElapsedTime(start) < duration; i++)
        {
            var request = requests(i);
            var sent = Stopwatch.GetTimestamp();
            connection.Exchange(request.Span);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return times;
    }

    private static double At(List<double> sorted, double part) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
}
