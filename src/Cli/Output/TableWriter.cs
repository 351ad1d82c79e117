namespace Tracking.Cli.Output;

/// <summary>
/// Aligned columns. Their widths are those of the first rows, which are kept until then; later rows are cut to them on
/// a screen and stick out elsewhere, so that a list of any length needs no more memory.
/// </summary>
internal sealed class TableWriter<T>(ListView<T> view, CommandOutput output, BufferedText text) : IListWriter<T>
{
    private const int RowsToMeasure = 200;

    private readonly List<(T Item, string[] Cells)> _first = [];
    private readonly TimeZoneInfo _zone = TimeProvider.System.LocalTimeZone;
    private int[]? _widths;

    public async Task AddAsync(T item, CancellationToken cancellationToken)
    {
        string[] cells = [.. view.Columns.Select(column => CellText.ForPeople(column.Value(item), _zone))];
        if (_widths is not null)
        {
            await WriteRowAsync(item, cells, cancellationToken);
            return;
        }

        _first.Add((item, cells));
        if (_first.Count == RowsToMeasure)
        {
            await WriteFirstAsync(cancellationToken);
        }
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_widths is not null)
        {
            return;
        }

        if (_first.Count == 0)
        {
            await output.Notes.WriteLineAsync(view.Nothing);
            return;
        }

        await WriteFirstAsync(cancellationToken);
    }

    private static string TitleOf(Column<T> column) => column.Name.Replace('_', ' ').ToUpperInvariant();

    private async Task WriteFirstAsync(CancellationToken cancellationToken)
    {
        string[] titles = [.. view.Columns.Select(TitleOf)];
        _widths = ColumnWidths.Of(
            [titles, .. _first.Select(row => row.Cells)],
            [.. view.Columns.Select(column => column.Shrinks)],
            output.Screen.Columns);
        var title = view.Columns.Select((column, i) => Fitted(titles[i], i, Ink.Title));
        await text.WriteLineAsync(string.Join("  ", title).TrimEnd(), cancellationToken);
        foreach (var (item, cells) in _first)
        {
            await WriteRowAsync(item, cells, cancellationToken);
        }

        _first.Clear();
    }

    private Task WriteRowAsync(T item, string[] cells, CancellationToken cancellationToken)
    {
        var row = view.Columns.Select((column, i) => Fitted(cells[i], i, column.Ink?.Invoke(item) ?? Ink.Plain));
        return text.WriteLineAsync(string.Join("  ", row).TrimEnd(), cancellationToken);
    }

    private string Fitted(string cell, int column, Ink ink)
    {
        var width = _widths![column];
        var cut = output.Screen.Columns is null ? cell : TextWidth.Cut(cell, width);
        var padded = TextWidth.Pad(cut, width, view.Columns[column].IsNumber);
        return ink == Ink.Plain || cut.Length == 0
            ? padded
            : padded.Replace(cut, ink.On(cut, output.Screen), StringComparison.Ordinal);
    }
}
