namespace Tracking.Client.Internal.Surroundings.Probes;

/// <summary>The root's file system, or the current drive: what is used, what is free, and the share.</summary>
internal sealed class DiskProbe : ISystemProbe
{
    private const double Megabyte = 1e6;

    private readonly DriveInfo _drive = new(Path.GetPathRoot(Environment.CurrentDirectory) ?? "/");

    public ValueTask MeasureAsync(SystemSample sample, CancellationToken cancellationToken)
    {
        try
        {
            var used = _drive.TotalSize - _drive.TotalFreeSpace;
            var available = _drive.AvailableFreeSpace;
            sample.Add("disk_usage_megabytes", used / Megabyte);
            sample.Add("disk_available_megabytes", available / Megabyte);
            // As df counts: what is kept for root is neither.
            if (used + available > 0)
                sample.Add("disk_usage_percentage", 100.0 * used / (used + available));
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            // There is no value now; the next sample may have one.
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
    }
}
