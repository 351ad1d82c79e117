using Tracking.Client.Internal.Surroundings.Probes;

namespace Tracking.Client.Internal.Surroundings;

/// <summary>All that can be measured of a machine.</summary>
internal sealed class SystemProbes(IReadOnlyList<ISystemProbe> probes) : IDisposable
{
    internal static SystemProbes OfThisMachine(TimeProvider time, string proc = "/proc")
    {
        ISystemProbe?[] all =
        [
            ProcessorProbe.Find(proc),
            MemoryProbe.Find(proc),
            new DiskProbe(),
            NetworkProbe.Find(proc),
            new NvidiaProbe(time),
        ];
        return new SystemProbes([.. all.OfType<ISystemProbe>()]);
    }

    internal async Task MeasureAsync(SystemSample sample, CancellationToken cancellationToken)
    {
        foreach (var probe in probes)
            await probe.MeasureAsync(sample, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var probe in probes)
            probe.Dispose();
    }
}
