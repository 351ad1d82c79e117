using System.Text.Json;
using Tracking.Artifacts;
using Tracking.Contracts.Traces;
using Tracking.Core.Errors;
using Tracking.Core.Traces;
using Tracking.Server.Artifacts;
using Trace = Tracking.Core.Traces.Trace;
using TraceInfo = Tracking.Core.Traces.TraceInfo;

namespace Tracking.Server.Traces;

/// <summary>
/// Traces with their spans, wherever a client put these: into the store, or into a file among the trace's artifacts.
/// </summary>
internal sealed class TraceFiles(ITraceStore store, ArtifactFolders folders)
{
    private const int MaxFileBytes = 64 << 20;

    /// <summary>In the order of the ids; those that do not exist are left out.</summary>
    public async Task<IReadOnlyList<Trace>> GetAsync(
        IReadOnlyList<string> traceIds, CancellationToken cancellationToken)
    {
        var traces = (await store.GetAsync(traceIds, cancellationToken)).ToArray();
        for (var i = 0; i < traces.Length; i++)
        {
            if (traces[i].Spans.Count == 0 && FolderOf(traces[i].Info) is { } folder)
            {
                traces[i] = traces[i] with
                {
                    Spans = await ReadAsync(folder, traces[i].Info.TraceId, cancellationToken),
                };
            }
        }

        return traces;
    }

    /// <summary>How many spans the client said the trace has; 0 if it did not say.</summary>
    public static long AnnouncedSpans(TraceInfo trace)
    {
        var stats = trace.Metadata.FirstOrDefault(entry => entry.Key == TraceKeys.SizeStats).Value;
        if (stats is null)
        {
            return 0;
        }

        try
        {
            using var json = JsonDocument.Parse(stats);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("num_spans", out var spans) && spans.TryGetInt64(out var count)
                    ? count
                    : 0;
        }
        catch (JsonException)
        {
            // Anyone may set metadata; what is no JSON announces nothing.
            return 0;
        }
    }

    /// <summary>Where the trace's files lie, if this server serves them.</summary>
    public ArtifactPath? FolderOf(TraceInfo trace) =>
        trace.Tags.FirstOrDefault(tag => tag.Key == TraceKeys.ArtifactLocation).Value is { } location
            ? folders.FindPathOf(location)
            : null;

    /// <summary>Deletes traces and the files that belong to them.</summary>
    public async Task<DeleteTracesResponse> DeleteAsync(
        DeleteTracesRequest request, CancellationToken cancellationToken)
    {
        var locations = await store.DeleteAsync(request.ToCore(), cancellationToken);
        foreach (var folder in locations.Select(folders.FindPathOf))
        {
            if (folder is { IsRoot: false } found)
            {
                await folders.Store.DeleteAsync(found, cancellationToken);
            }
        }

        return new DeleteTracesResponse { TracesDeleted = locations.Count };
    }

    private async Task<IReadOnlyList<TraceSpan>> ReadAsync(
        ArtifactPath folder, string traceId, CancellationToken cancellationToken)
    {
        var path = folder.Append(SpanFile.Name);
        var entry = await folders.Store.StatAsync(path, cancellationToken);
        if (entry is not { IsFolder: false })
        {
            return [];
        }

        if (entry.SizeBytes > MaxFileBytes)
        {
            throw ParameterErrors.Invalid(
                $"The spans of trace '{traceId}' are a file of {entry.SizeBytes} bytes, at most {MaxFileBytes} are " +
                "read here. Download it as an artifact.");
        }

        await using var content = await folders.Store.OpenReadAsync(path, cancellationToken);
        using var buffer = new MemoryStream((int)entry.SizeBytes);
        await content.CopyToAsync(buffer, cancellationToken);
        return SpanFile.Read(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), traceId);
    }
}
