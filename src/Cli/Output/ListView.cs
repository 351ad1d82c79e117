using System.Text.Json.Serialization.Metadata;

namespace Tracking.Cli.Output;

/// <summary>How a list of things is shown.</summary>
/// <param name="Columns">Those of a table and of CSV.</param>
/// <param name="Json">The API's JSON of one of them.</param>
/// <param name="Nothing">What a person is told when there are none.</param>
internal sealed record ListView<T>(IReadOnlyList<Column<T>> Columns, JsonTypeInfo<T> Json, string Nothing)
{
    /// <summary>Writes all of them while they are read, however many there are.</summary>
    public async Task WriteAsync(
        IAsyncEnumerable<T> items, OutputFormat format, CommandOutput output, CancellationToken cancellationToken)
    {
        var text = new BufferedText(output.Results);
        IListWriter<T> writer = format switch
        {
            OutputFormat.Json => new JsonListWriter<T>(Json, text),
            OutputFormat.Csv => new CsvListWriter<T>(Columns, text),
            _ => new TableWriter<T>(this, output, text),
        };
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            await writer.AddAsync(item, cancellationToken);
        }

        await writer.EndAsync(cancellationToken);
        await text.FlushAsync(cancellationToken);
    }
}

/// <summary>Writes a list, item after item.</summary>
internal interface IListWriter<in T>
{
    Task AddAsync(T item, CancellationToken cancellationToken);

    /// <summary>Writes what comes after the last item.</summary>
    Task EndAsync(CancellationToken cancellationToken);
}
