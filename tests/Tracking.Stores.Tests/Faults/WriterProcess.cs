using System.Diagnostics;
using System.Globalization;
using Tracking.TestKit;

namespace Tracking.Stores.Tests.Faults;

/// <summary>A process that writes batches to the same four runs until it is killed.</summary>
internal static class WriterProcess
{
    public const int PointsPerBatch = 50;
    private const int Clients = 4;

    /// <summary>What it acknowledged.</summary>
    public static async Task<List<(string RunId, int Batch)>> WriteUntilKilledAsync(
        string store, int firstBatch, int killAfterLines)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "exec", Path.Combine(AppContext.BaseDirectory, "Tracking.Stores.Tests.Writer.dll"), store,
                $"{Clients}", firstBatch.ToString(CultureInfo.InvariantCulture),
            },
        };
        using var process = Process.Start(start)!;
        var acknowledged = new List<(string RunId, int Batch)>();
        while (await process.StandardOutput.ReadLineAsync(Patience.Token()) is { } line)
        {
            var parts = line.Split(' ');
            if (parts.Length == 2 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var batch))
            {
                acknowledged.Add(($"run-{parts[0]}", batch));
            }

            if (acknowledged.Count == killAfterLines)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(Patience.Token());
        Assert.True(acknowledged.Count >= killAfterLines, await process.StandardError.ReadToEndAsync());
        return acknowledged;
    }
}
