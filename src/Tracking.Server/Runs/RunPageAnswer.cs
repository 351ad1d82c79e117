using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracking.Contracts.Json;
using Tracking.Core.Runs;
using Tracking.Core.Search.Paging;
using Tracking.Server.Messages;

namespace Tracking.Server.Runs;

/// <summary>Writes a page of runs as it is read: a page of 50,000 takes the memory of one part.</summary>
internal sealed class RunPageAnswer(HttpContext context, IRunStore store)
{
    private const int RunsPerRead = 1_000;
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonEncodedText Runs = JsonEncodedText.Encode("runs");

    private long _flushed;

    /// <summary>
    /// Each part is a page of the store, so that the whole reads as if a client had asked for these pages.
    /// </summary>
    public async Task WriteAsync(RunQuery query)
    {
        // The first part before the headers: a refused filter or token is an answer like any other.
        var remaining = query.MaxResults;
        var page = await ReadAsync(query, remaining);
        context.Response.ContentType = ContentType.Json;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        if (page.Items.Count > 0)
        {
            json.WriteStartArray(Runs);
            await WriteRunsAsync(json, page.Items);
            while ((remaining -= page.Items.Count) > 0 && page.NextPageToken is { } next)
            {
                page = await ReadAsync(query with { PageToken = next }, remaining);
                await WriteRunsAsync(json, page.Items);
            }

            json.WriteEndArray();
        }

        if (page.NextPageToken is { } token)
        {
            json.WriteString("next_page_token", token);
        }

        json.WriteEndObject();
    }

    private Task<Page<Run>> ReadAsync(RunQuery query, int remaining) => store.SearchAsync(
        query with { MaxResults = Math.Min(remaining, RunsPerRead) }, context.RequestAborted);

    private async Task WriteRunsAsync(Utf8JsonWriter json, IReadOnlyList<Run> runs)
    {
        foreach (var run in runs)
        {
            JsonSerializer.Serialize(json, run.ToWire(), WireJson.Default.Run);
            if (json.BytesPending + json.BytesCommitted - _flushed > FlushBytes)
            {
                _flushed = json.BytesPending + json.BytesCommitted;
                await json.FlushAsync(context.RequestAborted);
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }
    }
}
