using Tracking.Client.Spool;

namespace Tracking.Client.Internal.Spool;

/// <summary>
/// Makes the segments of one run, small ones first, on disk; in memory while the disk has no room. Not safe for
/// concurrent use.
/// </summary>
internal sealed class SegmentFactory(
    string? folder, SpoolOptions options, TimeProvider time, Action<string> onNotDurable)
{
    internal const long MaxMemoryBytes = 16 * 1024 * 1024;

    private const long FirstBytes = 256 * 1024;
    private const long LargestBytes = 4 * 1024 * 1024;

    // A full disk is asked again now and then only: each time costs what a segment costs.
    private static readonly TimeSpan DiskPause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether memory takes what the disk does not: not for a run that no server drains, where it would be lost untold.
    /// </summary>
    internal bool UsesMemory { get; init; } = true;

    private readonly bool _maps = folder is not null && FileSystem.WritesInPlace(folder);
    private long _fileBytes;
    private long _memoryBytes;
    private long? _diskFailedAt;

    /// <summary>Null when neither the disk nor the memory that is allowed has room for so large a record.</summary>
    internal Segment? Create(int number, int recordBytes)
    {
        var usual = Math.Min(FirstBytes << Math.Min(4, (number - 1) * 2), Math.Min(LargestBytes, options.MaxBytes / 4));
        var wanted = Math.Max(usual, SegmentHeader.Bytes + recordBytes);
        var header = new SegmentHeader(number, NewSeed(), wanted);
        return CreateOnDisk(header) ?? CreateInMemory(header);
    }

    /// <summary>Gives back the room of a segment that is gone.</summary>
    internal void Released(Segment segment)
    {
        if (segment.IsDurable)
            _fileBytes -= segment.Header.CapacityBytes;
        else
            _memoryBytes -= segment.Header.CapacityBytes;
    }

    private Segment? CreateOnDisk(SegmentHeader header)
    {
        if (folder is null || _fileBytes + header.CapacityBytes > options.MaxBytes
            || (_diskFailedAt is { } failed && time.GetElapsedTime(failed) < DiskPause))
            return null;

        try
        {
            var path = SegmentFile.PathOf(folder, header.Number);
            var file = SegmentFile.Create(path, header);
            SegmentMemory memory = _maps
                ? new MappedMemory(file, header.CapacityBytes)
                : new WrittenMemory(file);
            _fileBytes += header.CapacityBytes;
            _diskFailedAt = null;
            return new Segment(header, memory, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (_diskFailedAt is null)
                onNotDurable($"{folder} takes no more: {failure.Message}");
            _diskFailedAt = time.GetTimestamp();
            return null;
        }
    }

    private Segment? CreateInMemory(SegmentHeader header)
    {
        // The bound of the spool is a bound, not a reason to go on in memory.
        if (!UsesMemory || (folder is not null && _diskFailedAt is null)
            || _memoryBytes + header.CapacityBytes > Math.Min(MaxMemoryBytes, options.MaxBytes))
            return null;
        _memoryBytes += header.CapacityBytes;
        return new Segment(header, new HeapMemory(header.CapacityBytes), null);
    }

    // Only has to differ from what lay in the same blocks before.
    private static uint NewSeed() => (uint)Guid.NewGuid().GetHashCode();
}
