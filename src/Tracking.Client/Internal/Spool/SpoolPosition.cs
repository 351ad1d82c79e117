namespace Tracking.Client.Internal.Spool;

/// <summary>A place in a run's spool: everything before it.</summary>
/// <param name="Segment">The segment's number.</param>
/// <param name="Offset">Bytes from its start.</param>
internal readonly record struct SpoolPosition(int Segment, long Offset)
{
    /// <summary>Whether everything before the other place is before this one too.</summary>
    internal bool Covers(SpoolPosition other) =>
        Segment > other.Segment || (Segment == other.Segment && Offset >= other.Offset);
}
