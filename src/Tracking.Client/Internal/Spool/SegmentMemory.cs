namespace Tracking.Client.Internal.Spool;

/// <summary>
/// Where the records of one segment lie while they are written. Writers use ranges of their own at the same time; one
/// reader looks on.
/// </summary>
internal abstract class SegmentMemory : IDisposable
{
    /// <summary>Whether what is written survives the process.</summary>
    internal abstract bool IsDurable { get; }

    /// <summary>
    /// Marks a range as that of a record to come, so that what a killed writer leaves of it is known as such.
    /// </summary>
    /// <param name="offset">Where the record starts.</param>
    /// <param name="described">Its kind and argument, the second half of its header.</param>
    /// <exception cref="IOException">The file system has no room after all.</exception>
    internal abstract void Announce(long offset, uint described);

    /// <summary>Announces and writes a point; its checksum is the last that arrives.</summary>
    /// <exception cref="IOException">The file system has no room after all.</exception>
    internal abstract void WriteMetric(long offset, ulong header, in MetricPayload point);

    /// <summary>Writes a record that was announced; its checksum is the last that arrives.</summary>
    /// <exception cref="IOException">The file system has no room after all.</exception>
    internal abstract void Write(long offset, ReadOnlySpan<byte> record);

    /// <summary>Copies what lies there, which may be half a record; the number of bytes.</summary>
    internal abstract int Read(long offset, Span<byte> target);

    /// <summary>Makes what was written survive a power cut.</summary>
    internal abstract void FlushToDisk();

    /// <summary>Only when no writer can still be at work; otherwise leave it to the garbage collector.</summary>
    public abstract void Dispose();
}
