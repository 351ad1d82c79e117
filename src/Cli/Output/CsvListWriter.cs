namespace Tracking.Cli.Output;

/// <summary>Values between commas under a line of names, quoted where they must be (RFC 4180).</summary>
internal sealed class CsvListWriter<T>(IReadOnlyList<Column<T>> columns, BufferedText text) : IListWriter<T>
{
    private bool _hasTitle;

    public async Task AddAsync(T item, CancellationToken cancellationToken)
    {
        await WriteTitleAsync(cancellationToken);
        await text.WriteLineAsync(
            CsvLine.Of(columns.Select(column => CellText.ForPrograms(column.Value(item)))), cancellationToken);
    }

    public Task EndAsync(CancellationToken cancellationToken) => WriteTitleAsync(cancellationToken);

    private async Task WriteTitleAsync(CancellationToken cancellationToken)
    {
        if (!_hasTitle)
        {
            _hasTitle = true;
            await text.WriteLineAsync(CsvLine.Of(columns.Select(column => column.Name)), cancellationToken);
        }
    }
}

/// <summary>One line of CSV.</summary>
internal static class CsvLine
{
    public static string Of(IEnumerable<string> values) => string.Join(',', values.Select(Quoted));

    private static string Quoted(string value) => value.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? value
        : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
