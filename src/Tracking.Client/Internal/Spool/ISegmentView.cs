namespace Tracking.Client.Internal.Spool;

/// <summary>A segment as its reader sees it.</summary>
internal interface ISegmentView
{
    SegmentHeader Header { get; }

    /// <summary>Up to here records may lie.</summary>
    long Limit { get; }

    /// <summary>Whether no record will be added behind the limit.</summary>
    bool IsSealed { get; }

    /// <summary>Whether nobody is still writing below the limit, so that what is no record is damage.</summary>
    bool IsAtRest { get; }

    /// <summary>The bytes of a record that could not be written at this place; 0 for none.</summary>
    int AbandonedAt(long offset);

    /// <summary>Copies what lies there; the number of bytes.</summary>
    int Read(long offset, Span<byte> target);
}

/// <summary>The segments of a run, one after the other.</summary>
internal interface ISegmentFeed
{
    /// <summary>The first segment after this number; null if there is none yet.</summary>
    ISegmentView? Next(int after);
}
