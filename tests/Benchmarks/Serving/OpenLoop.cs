using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tracking.Benchmarks.Serving;

/// <summary>What an open loop got.</summary>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="P50Ms">Half of them came within this, counted from when they should have been sent.</param>
/// <param name="P99Ms">Ninety-nine of a hundred.</param>
/// <param name="Refused">Requests that were refused.</param>
internal sealed record OpenLoopResult(double PerSecond, double P50Ms, double P99Ms, int Refused);

/// <summary>Sends at random moments of a fixed mean rate whether or not answers come, so that queues show.</summary>
internal static partial class OpenLoop
{
    /// <summary>On a thread of its own: one of the pool would be missing where what is measured runs.</summary>
    public static Task<OpenLoopResult> RunAsync(Func<Task> send, double perSecond, TimeSpan duration, int seed) =>
        Task.Factory.StartNew(
            () => Run(send, perSecond, duration, seed),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private static OpenLoopResult Run(Func<Task> send, double perSecond, TimeSpan duration, int seed)
    {
        var random = new Random(seed);
        var times = new List<double>((int)(perSecond * duration.TotalSeconds * 1.2));
        var pending = new List<Task>(times.Capacity);
        var gate = new Lock();
        var refused = 0;
        var start = Stopwatch.GetTimestamp();
        var due = 0.0;
        while (due < duration.TotalSeconds)
        {
            due += -Math.Log(1 - random.NextDouble()) / perSecond;
            SleepUntil(start, due);

            pending.Add(OneAsync(due));
        }

        Task.WhenAll(pending).GetAwaiter().GetResult();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        times.Sort();
        return new OpenLoopResult(times.Count / seconds, At(times, 0.5), At(times, 0.99), refused);

        async Task OneAsync(double sent)
        {
            try
            {
                await send();
                var took = Stopwatch.GetElapsedTime(start).TotalSeconds - sent;
                lock (gate)
                {
                    times.Add(took * 1000);
                }
            }
            catch (Tracking.Serving.Core.ServingException)
            {
                Interlocked.Increment(ref refused);
            }
        }
    }

    /// <summary>Asleep, since a generator that spins takes a core from what it measures.</summary>
    private static void SleepUntil(long start, double due)
    {
        while (due - Stopwatch.GetElapsedTime(start).TotalSeconds is > 0 and var left)
        {
            if (OperatingSystem.IsLinux())
            {
                _ = NanoSleep(new Duration(0, (nint)(Math.Min(left, 0.9) * 1e9)), 0);
            }
            else
            {
                Thread.SpinWait(20);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in Duration duration, nint remaining);

    private readonly record struct Duration(nint Seconds, nint Nanoseconds);

    private static double At(List<double> sorted, double part) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
}
