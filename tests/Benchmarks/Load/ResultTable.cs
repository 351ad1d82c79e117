using System.Globalization;

namespace Tracking.Benchmarks.Load;

/// <summary>Figures as a Markdown table with aligned columns.</summary>
internal sealed class ResultTable(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public async Task WriteToAsync(TextWriter output)
    {
        var widths = columns.Select((column, i) => _rows.Select(row => row[i].Length).Append(column.Length).Max())
            .ToList();
        await output.WriteLineAsync(Line(columns, widths));
        await output.WriteLineAsync("|" + string.Concat(widths.Select(width => new string('-', width + 2) + "|")));
        foreach (var row in _rows)
        {
            await output.WriteLineAsync(Line(row, widths));
        }

        await output.FlushAsync();
    }

    /// <summary>Three digits that matter: 12,345 or 123 or 1.23.</summary>
    public static string Number(double value) => value switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("F2", CultureInfo.InvariantCulture),
    };

    private static string Line(IEnumerable<string> cells, List<int> widths) =>
        "| " + string.Join(" | ", cells.Select((cell, i) => cell.PadRight(widths[i]))) + " |";
}
