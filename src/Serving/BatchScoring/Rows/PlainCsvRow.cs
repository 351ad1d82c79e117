using Tracking.Models.Signatures.Enforcement;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>A row of CSV without a quote, which most rows are: one pass from its bytes to values.</summary>
internal static class PlainCsvRow
{
    /// <summary>Appends the cells of a row without quotes; false if it has more or fewer fields.</summary>
    public static bool TryAppend(ReadOnlySpan<byte> row, ValueBuffer?[] columns)
    {
        var at = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            var start = at;

            // Fields are short: a plain loop is done before a wide search has begun.
            while (at < row.Length && row[at] != ',')
            {
                at++;
            }

            var isLast = i == columns.Length - 1;
            if (isLast != (at == row.Length))
            {
                return false;
            }

            if (at == start)
            {
                columns[i]?.AppendNull();
            }
            else
            {
                columns[i]?.AppendText(row[start..at]);
            }

            at++;
        }

        return true;
    }
}
