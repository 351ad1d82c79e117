namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>
/// Rows as <see cref="Protocols.Mlflow.CsvReader"/> ends them: at LF, CRLF or CR outside of quotes; a quote opens only
/// where a field begins. A row whose quotes never close ends with its first line.
/// </summary>
internal sealed class CsvSplitter : IRowSplitter
{
    public int BlankBefore(ReadOnlySpan<byte> data)
    {
        if (data is [not ((byte)'\r' or (byte)'\n'), ..])
        {
            return 0;
        }

        var blank = data.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        return blank < 0 ? data.Length : blank;
    }

    public SplitRow? Split(ReadOnlySpan<byte> data, bool isAll)
    {
        var length = EndOf(data);
        if (length >= 0 && length < data.Length)
        {
            // What is left of a CRLF that data ends in counts as a blank line.
            return new SplitRow(length, length + (data[length..].StartsWith("\r\n"u8) ? 2 : 1));
        }

        return !isAll ? null
            : length < 0 ? SplitRow.FirstLine(data, isAll: true)
            : new SplitRow(length, length);
    }

    /// <summary>Where the row's line ends, at the latest with data; -1 if quotes are open there.</summary>
    private static int EndOf(ReadOnlySpan<byte> row)
    {
        var end = row.IndexOfAny((byte)'\n', (byte)'\r', (byte)'"');
        return end < 0 ? row.Length
            : row[end] == '"' ? EndOfQuoting(row)
            : end;
    }

    private static int EndOfQuoting(ReadOnlySpan<byte> row)
    {
        var at = 0;
        while (true)
        {
            if (at < row.Length && row[at] == '"')
            {
                var closed = EndOfQuotes(row, at + 1);
                if (closed < 0)
                {
                    return -1;
                }

                at = closed;
            }

            var length = row[at..].IndexOfAny((byte)',', (byte)'\n', (byte)'\r');
            if (length < 0)
            {
                return row.Length;
            }

            at += length;
            if (row[at] != ',')
            {
                return at;
            }

            at++;
        }
    }

    /// <summary>After the quote that closes the field; -1 if it is not in data.</summary>
    private static int EndOfQuotes(ReadOnlySpan<byte> row, int at)
    {
        while (true)
        {
            var quote = row[at..].IndexOf((byte)'"');
            if (quote < 0)
            {
                return -1;
            }

            at += quote + 1;
            if (at == row.Length || row[at] != '"')
            {
                return at;
            }

            at++;
        }
    }
}
