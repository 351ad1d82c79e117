namespace Tracking.Client.Internal.Spool;

/// <summary>
/// Where the records of one segment lie while they are written. Writers use ranges of their own at the same time; one
/// reader looks on.
/// </summary>
internal abstract class SegmentMemory : IDisposable
{
    /// <summary>Whether what is written survives the process.</summary>
    internal abstract bool IsDurable { get; }

    /// <summary>Writes a point; its first 8 bytes, the header, are the last that arrive.</summary>
    /// <exception cref="IOException">The file system has no room after all.</exception>
    internal abstract void WriteMetric(long offset, ulong header, in MetricPayload point);

    /// <summary>Writes a record; its first 8 bytes, the header, are the last that arrive.</summary>
    /// <exception cref="IOException">The file system has no room after all.</exception>
    internal abstract void Write(long offset, ReadOnlySpan<byte> record);

    /// <summary>Copies what lies there, which may be half a record; the number of bytes.</summary>
    internal abstract int Read(long offset, Span<byte> target);

    /// <summary>Makes what was written survive a power cut.</summary>
    internal abstract void FlushToDisk();

    /// <summary>Only when no writer can still be at work; otherwise leave it to the garbage collector.</summary>
    public abstract void Dispose();
}
