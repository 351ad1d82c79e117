using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracking.Client.Internal.Tables;

namespace Tracking.Client.Runs;

/// <summary>Tables of a run, as MLflow keeps them: a JSON file, and a tag that lists it.</summary>
public static class ActiveRunTables
{
    /// <summary>
    /// Logs a table, or adds rows to the one of that name. Each call sends the whole table; tables whose list exceeds
    /// a tag's 8,000 characters are logged but not listed.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="columns">Names and values; all of one length.</param>
    /// <param name="artifactFile">Where, such as <c>predictions.json</c>.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or the table exceeds 256 MB.</exception>
    public static Task LogTableAsync(
        this ActiveRun run,
        IReadOnlyDictionary<string, IReadOnlyList<object?>> columns,
        string artifactFile,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(columns);
        return TableLogging.Of(run).AppendAsync(TableContent.OfColumns(columns), artifactFile, cancellationToken);
    }

    /// <summary>The same from rows, by their JSON.</summary>
    /// <param name="run">The run.</param>
    /// <param name="rows">What JSON writes as objects; a name that a row lacks is null there.</param>
    /// <param name="type">How a row is written, from a source-generated context.</param>
    /// <param name="artifactFile">Where, such as <c>predictions.json</c>.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <typeparam name="T">A row.</typeparam>
    /// <exception cref="ArgumentException">A row is no object, or the table exceeds 256 MB.</exception>
    public static Task LogTableAsync<T>(
        this ActiveRun run,
        IEnumerable<T> rows,
        JsonTypeInfo<T> type,
        string artifactFile,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(rows);
        var table = TableContent.OfRows(rows.Select(row => JsonSerializer.SerializeToNode(row, type)));
        return TableLogging.Of(run).AppendAsync(table, artifactFile, cancellationToken);
    }
}
