using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracking.Contracts;
using Tracking.Contracts.Metrics;
using Tracking.Core.Metrics;
using Tracking.Core.Search.Paging;
using Tracking.Server.Messages;

namespace Tracking.Server.Metrics;

/// <summary>Writes histories as they are read, so that millions of points need no memory.</summary>
internal sealed class HistoryAnswer(HttpContext context, IMetricStore store)
{
    private const int PointsPerRead = 25_000;
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonEncodedText Metrics = JsonEncodedText.Encode("metrics");
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
    private static readonly JsonEncodedText Step = JsonEncodedText.Encode("step");
    private static readonly JsonEncodedText RunId = JsonEncodedText.Encode("run_id");

    private long _flushed;

    /// <summary>
    /// One page, or without a limit everything. However large the page, it is read in small parts. A page of nothing
    /// leads to where it stands.
    /// </summary>
    public async Task WriteAsync(string runId, string key, int? limit, string? pageToken)
    {
        if (limit < 1)
        {
            var next = new GetMetricHistoryResponse { NextPageToken = pageToken ?? PageToken.Start };
            await Answer.WriteAsync(context, next, Routes.Metrics.GetHistory.Response);
            return;
        }

        var remaining = limit ?? long.MaxValue;
        var page = await ReadAsync(runId, key, PartOf(remaining), pageToken);
        await using var json = await BeginAsync();
        json.WriteStartObject();
        if (page.Items.Count > 0)
        {
            json.WriteStartArray(Metrics);
            await WritePointsAsync(json, key, page.Items);
            remaining -= page.Items.Count;
            while (remaining > 0 && page.NextPageToken is { } next)
            {
                page = await ReadAsync(runId, key, PartOf(remaining), next);
                await WritePointsAsync(json, key, page.Items);
                remaining -= page.Items.Count;
            }

            json.WriteEndArray();
        }

        if (page.NextPageToken is { } token)
        {
            json.WriteString("next_page_token", token);
        }

        json.WriteEndObject();
    }

    /// <summary>Several runs in one list, fields sorted by name and NaN bare: what MLflow's UI expects.</summary>
    public async Task WriteBulkAsync(IReadOnlyList<string> runIds, string key, int limit)
    {
        await using var json = await BeginAsync();
        json.WriteStartObject();
        json.WriteStartArray(Metrics);
        foreach (var runId in runIds)
        {
            var page = limit > 0 ? await ReadAsync(runId, key, limit, pageToken: null)
                : new Page<MetricPoint>([], null);
            limit -= page.Items.Count;
            foreach (var point in page.Items)
            {
                await WriteBulkPointAsync(json, runId, key, point);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int PartOf(long remaining) => (int)Math.Min(remaining, PointsPerRead);

    private Task<Page<MetricPoint>> ReadAsync(string runId, string key, int limit, string? pageToken) =>
        store.GetHistoryAsync(runId, key, limit, pageToken, context.RequestAborted);

    /// <summary>
    /// Sends the headers: an error from here on cuts the connection, so that nobody takes a part for the whole.
    /// </summary>
    private async Task<Utf8JsonWriter> BeginAsync()
    {
        context.Response.ContentType = ContentType.Json;
        await context.Response.StartAsync(context.RequestAborted);
        return new Utf8JsonWriter(context.Response.BodyWriter);
    }

    private async ValueTask WritePointsAsync(Utf8JsonWriter json, string key, IReadOnlyList<MetricPoint> points)
    {
        var encodedKey = JsonEncodedText.Encode(key);
        foreach (var point in points)
        {
            json.WriteStartObject();
            json.WriteString(Key, encodedKey);
            WriteValue(json, point.Value, "\"NaN\"");
            json.WriteNumber(Timestamp, point.TimestampMs);
            json.WriteNumber(Step, point.Step);
            json.WriteEndObject();
            await FlushIfFullAsync(json);
        }
    }

    private ValueTask WriteBulkPointAsync(Utf8JsonWriter json, string runId, string key, MetricPoint point)
    {
        json.WriteStartObject();
        json.WriteString(Key, key);
        json.WriteString(RunId, runId);
        json.WriteNumber(Step, point.Step);
        json.WriteNumber(Timestamp, point.TimestampMs);
        WriteValue(json, point.Value, "NaN");
        json.WriteEndObject();
        return FlushIfFullAsync(json);
    }

    private static void WriteValue(Utf8JsonWriter json, double value, string nan)
    {
        json.WritePropertyName(Value);
        if (double.IsNaN(value))
        {
            json.WriteRawValue(nan, skipInputValidation: true);
        }
        else
        {
            json.WriteNumberValue(value);
        }
    }

    private async ValueTask FlushIfFullAsync(Utf8JsonWriter json)
    {
        if (json.BytesPending + json.BytesCommitted - _flushed > FlushBytes)
        {
            await json.FlushAsync(context.RequestAborted);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            _flushed = json.BytesCommitted;
        }
    }
}
