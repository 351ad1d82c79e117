namespace Tracking.Cli.Output;

/// <summary>Widths of a table's columns.</summary>
internal static class ColumnWidths
{
    private const int Gap = 2;
    private const int Narrowest = 8;

    /// <summary>
    /// As wide as the widest cell; on a screen the widest columns that may shrink do so until all fit.
    /// </summary>
    public static int[] Of(IReadOnlyList<string[]> rows, IReadOnlyList<bool> mayShrink, int? screen)
    {
        int[] widths = [.. Enumerable.Range(0, mayShrink.Count).Select(i => rows.Max(row => TextWidth.Of(row[i])))];
        var excess = widths.Sum() + (Gap * (widths.Length - 1)) - screen ?? 0;
        for (; excess > 0; excess--)
        {
            var widest = Enumerable.Range(0, widths.Length)
                .Where(i => mayShrink[i] && widths[i] > Narrowest)
                .DefaultIfEmpty(-1)
                .MaxBy(i => i < 0 ? 0 : widths[i]);
            if (widest < 0)
            {
                break;
            }

            widths[widest]--;
        }

        return widths;
    }
}
