namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>Finds where rows end.</summary>
internal interface IRowSplitter
{
    /// <summary>How many bytes of blank lines data begins with.</summary>
    int BlankBefore(ReadOnlySpan<byte> data);

    /// <summary>Finds the row that data begins with.</summary>
    /// <param name="data">From the first byte of a row on.</param>
    /// <param name="isAll">Whether nothing follows data.</param>
    /// <returns>What the row takes up; null if its end is not in data.</returns>
    SplitRow? Split(ReadOnlySpan<byte> data, bool isAll);
}

/// <summary>A row that was found.</summary>
/// <param name="Length">Without the end of its line.</param>
/// <param name="Consumed">With it.</param>
internal readonly record struct SplitRow(int Length, int Consumed)
{
    /// <summary>The first line, whatever stands in it; LF or CRLF.</summary>
    /// <param name="data">From the first byte of a row on.</param>
    /// <param name="isAll">Whether nothing follows data.</param>
    public static SplitRow? FirstLine(ReadOnlySpan<byte> data, bool isAll)
    {
        var end = data.IndexOf((byte)'\n');
        var line = end < 0 ? data : data[..end];
        var length = line.EndsWith("\r"u8) ? line.Length - 1 : line.Length;
        return end >= 0 || isAll ? new SplitRow(length, end < 0 ? data.Length : end + 1) : null;
    }
}
