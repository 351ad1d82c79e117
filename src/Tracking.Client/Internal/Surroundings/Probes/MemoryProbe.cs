namespace Tracking.Client.Internal.Surroundings.Probes;

/// <summary>
/// Memory in use: on Linux all that is not available for programs (<c>/proc/meminfo</c>), elsewhere what the runtime
/// sees of the machine.
/// </summary>
internal sealed class MemoryProbe(ProcFile? meminfo) : ISystemProbe
{
    private const double Megabyte = 1e6;

    internal static MemoryProbe Find(string proc) => new(ProcFile.Open(Path.Join(proc, "meminfo")));

    public ValueTask MeasureAsync(SystemSample sample, CancellationToken cancellationToken)
    {
        var (total, available) = meminfo is null ? OfRuntime() : Read(meminfo.Read());
        if (total > 0)
        {
            sample.Add("system_memory_usage_megabytes", (total - available) / Megabyte);
            sample.Add("system_memory_usage_percentage", 100.0 * (total - available) / total);
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose() => meminfo?.Dispose();

    private static (long Total, long Available) OfRuntime()
    {
        var memory = GC.GetGCMemoryInfo();
        return (memory.TotalAvailableMemoryBytes, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
    }

    private static (long Total, long Available) Read(ReadOnlySpan<byte> text)
    {
        long total = 0;
        while (!text.IsEmpty)
        {
            var line = ProcText.TakeLine(ref text);
            if (line.StartsWith("MemTotal:"u8) && ProcText.TryTakeNumber(ref line, out var kilobytes))
                total = kilobytes * 1024;
            else if (line.StartsWith("MemAvailable:"u8) && ProcText.TryTakeNumber(ref line, out kilobytes))
                return (total, kilobytes * 1024);
        }

        return (0, 0);
    }
}
