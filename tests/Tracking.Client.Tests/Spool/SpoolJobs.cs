using Tracking.Client.Internal.Spool;
using Tracking.Client.Spool;

namespace Tracking.Client.Tests.Spool;

/// <summary>Jobs of Program.cs. Each waits for a line where the test has something to do first.</summary>
internal static class SpoolJobs
{
    /// <summary>Says the run, the process, then each problem; in the end what was lost.</summary>
    public static async Task LogMoreThanFitsAsync(int points)
    {
        await using var client = new TrackingClient(TrackingClientOptions.FromEnvironment() with
        {
            BackoffFactor = 0,
            BackoffJitter = 0,
            Spool = new SpoolOptions
            {
                MaxBytes = 4 * SpoolOptions.SmallestMaxBytes,
                OnProblem = problem => Console.WriteLine(problem.Kind),
            },
        });
        var run = await client.StartRunAsync();
        Console.WriteLine($"{run.Id}\n{Environment.ProcessId}");
        Console.ReadLine();
        for (var step = 0; step < points; step++)
            run.LogMetric("m", step, step);
        Console.WriteLine("logged");
        Console.ReadLine();
        try
        {
            await run.FlushAsync();
        }
        catch (TrackingClientException lost)
        {
            Console.WriteLine(lost.Message);
        }

        await run.EndAsync();
        Console.WriteLine("ended");
    }

    /// <summary>
    /// Logs until a record lies across the end of so many bytes, which are all that the file has left by then: the
    /// store behind them ends the process, as a kill there would.
    /// </summary>
    public static void DieInARecord(string folder, int bytes)
    {
        var factory = new SegmentFactory(folder, new SpoolOptions(), TimeProvider.System, Console.Error.WriteLine);
        var segment = factory.Create(1, 0)!;
        var step = 0L;
        while (segment.Limit + RecordFormat.MetricBytes <= bytes)
            segment.AppendMetric("m", new MetricPayload(++step, step, (ulong)step));
        Console.WriteLine(step);
        var path = SegmentFile.PathOf(folder, 1);
        using (var file = File.OpenHandle(path, access: FileAccess.Write, share: FileShare.ReadWrite))
            RandomAccess.SetLength(file, bytes);
        segment.AppendMetric("m", new MetricPayload(++step, step, (ulong)step));
        Console.WriteLine("still there");
    }

    public static async Task LogAsync(TrackingClient client, int first, int count)
    {
        await using var run = await client.StartRunAsync();
        Console.WriteLine("ready");
        Console.ReadLine();
        for (var step = first; step < first + count; step++)
            run.LogMetric("m", step, step);
        await run.FlushAsync();
    }

    /// <summary>Says how many sound spools there were.</summary>
    public static async Task DeliverAsync(TrackingClient client)
    {
        Console.WriteLine("ready");
        Console.ReadLine();
        Console.WriteLine($"{(await client.Spool.SyncAsync()).Runs.Count(spool => spool.Damage is [])} spools");
    }
}
