using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tracking.Server.Hosting;

namespace Tracking.Server.Operations.Exposition;

/// <summary>The process as Prometheus's own clients show it, and what runs in it. Read when it is shown.</summary>
internal sealed class ProcessMeter : IDisposable
{
    public const string Name = "Tracking.Server.Process";

    public ProcessMeter()
    {
        Meter.CreateObservableGauge("process.resident_memory", () => Environment.WorkingSet, "By", "Resident memory.");
        Meter.CreateObservableCounter(
            "process.cpu", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time, user and system.");
        Meter.CreateObservableGauge(
            "process.start_time", () => StartSeconds, "s", "When the process started, in seconds since 1970.");
        Meter.CreateObservableGauge("process.threads", ThreadsOf, null, "Threads of the operating system.");
        Meter.CreateObservableGauge(
            "dotnet.thread_pool.threads", () => ThreadPool.ThreadCount, null, "Threads of the pool.");
        Meter.CreateObservableGauge(
            "dotnet.thread_pool.queue", () => ThreadPool.PendingWorkItemCount, null, "Work that waits for the pool.");
        Meter.CreateObservableGauge(
            "dotnet.gc.heap", () => GC.GetTotalMemory(forceFullCollection: false), "By", "Managed memory.");
        Meter.CreateObservableCounter(
            "dotnet.gc.allocated", () => GC.GetTotalAllocatedBytes(), "By", "Bytes allocated so far.");
        Meter.CreateObservableCounter(
            "dotnet.gc.pause", () => GC.GetTotalPauseDuration().TotalSeconds, "s", "Time paused for collections.");
        Meter.CreateObservableCounter("dotnet.gc.collections", Collections, null, "Collections by generation.");
        Meter.CreateObservableGauge("tracking.build_info", BuildInfo, null, "1, with the version as a label.");
    }

    public Meter Meter { get; } = new(Name);

    private static double StartSeconds { get; } = ReadStart();

    public void Dispose() => Meter.Dispose();

    private static double ReadStart()
    {
        using var process = Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0;
    }

    private static int ThreadsOf()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private static IEnumerable<Measurement<long>> Collections() => Enumerable.Range(0, GC.MaxGeneration + 1)
        .Select(generation => new Measurement<long>(
            GC.CollectionCount(generation), new KeyValuePair<string, object?>("generation", generation)));

    private static Measurement<int> BuildInfo() => new(
        1,
        new KeyValuePair<string, object?>("version", InfoPages.Version),
        new KeyValuePair<string, object?>("dotnet", Environment.Version.ToString()));
}
