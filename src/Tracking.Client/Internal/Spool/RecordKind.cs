namespace Tracking.Client.Internal.Spool;

/// <summary>What a record of the spool holds. The numbers stand in files: they never change.</summary>
internal enum RecordKind : byte
{
    /// <summary>Nothing was written here yet.</summary>
    None = 0,

    /// <summary>A metric's name, which points refer to by the offset of this record.</summary>
    Name = 1,

    /// <summary>A point: step, milliseconds, value.</summary>
    Metric = 2,

    /// <summary>A param's key and value.</summary>
    Param = 3,

    /// <summary>A tag's key and value.</summary>
    Tag = 4,

    /// <summary>An artifact's path and its content.</summary>
    Text = 5,

    /// <summary>An artifact's path and the name of a file that lies beside the segments.</summary>
    File = 6,

    /// <summary>The end of the run: milliseconds, status, why.</summary>
    End = 7,

    /// <summary>A call of the API: its path and its body.</summary>
    Call = 8,
}
