namespace Tracking.Client.Internal.Surroundings.Probes;

/// <summary>The share of all processors' time that was not idle since the last look, from <c>/proc/stat</c>.</summary>
internal sealed class ProcessorProbe : ISystemProbe
{
    // user nice system idle iowait irq softirq steal; the guests' times are in the first two already.
    private const int Columns = 8;
    private const int Idle = 3;
    private const int Waiting = 4;

    private readonly ProcFile _stat;
    private long _total;
    private long _idle;

    private ProcessorProbe(ProcFile stat)
    {
        _stat = stat;
        (_total, _idle) = Read();
    }

    internal static ProcessorProbe? Find(string proc) =>
        ProcFile.Open(Path.Join(proc, "stat")) is { } stat ? new ProcessorProbe(stat) : null;

    public ValueTask MeasureAsync(SystemSample sample, CancellationToken cancellationToken)
    {
        var (total, idle) = Read();
        if (total > _total)
            sample.Add("cpu_utilization_percentage", 100.0 * (1 - ((double)(idle - _idle) / (total - _total))));
        (_total, _idle) = (total, idle);
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _stat.Dispose();

    private (long Total, long Idle) Read()
    {
        var text = _stat.Read();
        var line = ProcText.TakeLine(ref text);
        long total = 0;
        long idle = 0;
        for (var column = 0; column < Columns && ProcText.TryTakeNumber(ref line, out var ticks); column++)
        {
            total += ticks;
            if (column is Idle or Waiting)
                idle += ticks;
        }

        return (total, idle);
    }
}
