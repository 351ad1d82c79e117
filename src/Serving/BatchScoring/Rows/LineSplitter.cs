namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>Each line is a row; LF or CRLF.</summary>
internal sealed class LineSplitter : IRowSplitter
{
    public int BlankBefore(ReadOnlySpan<byte> data)
    {
        var blank = data.IndexOfAnyExcept(" \t\r\n"u8);
        return blank < 0 ? data.Length : blank;
    }

    public SplitRow? Split(ReadOnlySpan<byte> data, bool isAll) => SplitRow.FirstLine(data, isAll);
}
