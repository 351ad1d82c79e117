using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Artifacts;
using Tracking.Client.Internal.Artifacts;
using Tracking.Client.Runs;

namespace Tracking.Client.Internal.Tables;

/// <summary>Adds to the tables of one run, one after the other.</summary>
internal sealed class TableLogging
{
    private const string LoggedArtifacts = "mlflow.loggedArtifacts";
    private const int MaxTagChars = 8_000;
    private const long MaxTableBytes = 256 * 1024 * 1024;

    private static readonly ConditionalWeakTable<ActiveRun, TableLogging> OfRuns = [];

    private readonly ActiveRun _run;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);

    private Task _last = Task.CompletedTask;

    private TableLogging(ActiveRun run) => _run = run;

    internal static TableLogging Of(ActiveRun run) => OfRuns.GetValue(run, static each => new TableLogging(each));

    /// <summary>Writes a table, after the rows that are there already.</summary>
    internal Task AppendAsync(TableContent more, string artifactFile, CancellationToken cancellationToken)
    {
        var path = ArtifactPath.Parse(artifactFile);
        lock (_gate)
            return _last = AppendAfterAsync(_last, more, path, cancellationToken);
    }

    private async Task AppendAfterAsync(
        Task before, TableContent more, ArtifactPath path, CancellationToken cancellationToken)
    {
        // What became of the one before is its caller's to hear.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var table = await ReadAsync(path, cancellationToken);
        if (table is null)
            table = more;
        else
            table.Append(more);
        var json = table.ToJson();
        if (json.Length > MaxTableBytes)
            throw new ArgumentException(
                $"The table '{path.Value}' would have {json.Length} bytes; expected at most {MaxTableBytes}",
                nameof(more));
        await _run.UploadAsync(json, path.Value, cancellationToken);
        if (_listed.Add(path.Value))
            await ListAsync(path.Value, cancellationToken);
    }

    private async Task<TableContent?> ReadAsync(ArtifactPath path, CancellationToken cancellationToken)
    {
        var location = _run.Services.Locations.Open(_run.ArtifactUri);
        var folder = path.Parent;
        // Listed first, as MLflow does: some servers answer a missing file as a failure worth repeating.
        if (!(await location.ListAsync(folder, cancellationToken)).Any(file => file.Path.Value == path.Value))
            return null;
        var copy = Path.GetTempFileName();
        var part = new PartialFile(copy, copy + ".tag");
        try
        {
            await location.DownloadAsync(path, part, static _ => { }, cancellationToken);
            return TableContent.Parse(await File.ReadAllBytesAsync(copy, cancellationToken));
        }
        catch (JsonException notATable)
        {
            throw new TrackingClientException(TrackingClientException.InvalidParameterValue,
                $"The artifact '{path.Value}' is no table to add to: {notATable.Message}", null, notATable);
        }
        finally
        {
            part.Delete();
        }
    }

    /// <summary>
    /// Names the table in the tag by which UIs find tables. A list that would not fit into a tag stays as it is.
    /// </summary>
    private async Task ListAsync(string path, CancellationToken cancellationToken)
    {
        var run = await _run.Services.Client.Runs.GetAsync(_run.Id, cancellationToken);
        var known = run.Data?.Tags?.FirstOrDefault(tag => tag.Key == LoggedArtifacts)?.Value;
        var tables = PathsIn(known);
        if (tables.Contains(path))
            return;
        var entries = tables.Append(path)
            .Select(each => $"{{\"path\": \"{JsonEncodedText.Encode(each)}\", \"type\": \"table\"}}");
        var text = $"[{string.Join(", ", entries)}]";
        if (text.Length <= MaxTagChars)
            await _run.SetTagAsync(LoggedArtifacts, text, cancellationToken);
    }

    private static List<string> PathsIn(string? tag)
    {
        try
        {
            return tag is not null && JsonNode.Parse(tag) is JsonArray entries
                ? [.. entries.OfType<JsonObject>().Select(entry => entry["path"]?.ToString()).OfType<string>()]
                : [];
        }
        catch (JsonException)
        {
            // Servers cut long tags; what is left is no list, and is replaced by one.
            return [];
        }
    }
}
