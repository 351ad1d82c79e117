using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Tracking.Core.Errors;
using Tracking.Core.Traces;

namespace Tracking.Server.Traces;

/// <summary>
/// The file traces.json, in which clients that do not send OpenTelemetry keep a trace's spans: the values of
/// attributes are JSON in texts. Version 2 of the format, with <c>context</c> and <c>parent_id</c>, is read too.
/// </summary>
internal static class SpanFile
{
    public const string Name = "traces.json";

    private const long NsPerMicrosecond = 1_000;

    public static void Write(Utf8JsonWriter json, IReadOnlyList<TraceSpan> spans)
    {
        json.WriteStartObject();
        json.WriteStartArray("spans");
        foreach (var span in spans)
        {
            Write(json, span);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <exception cref="TrackingException">The file is no such file.</exception>
    public static IReadOnlyList<TraceSpan> Read(ReadOnlyMemory<byte> file, string traceId)
    {
        try
        {
            using var document = JsonDocument.Parse(file, SpanJson.ReaderOptions);
            return [.. document.RootElement.GetProperty("spans").EnumerateArray()
                .Select(span => span.TryGetProperty("context", out _) ? ReadOld(span) : ReadNew(span))
                .OrderBy(span => span.StartNs)];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or FormatException
            or InvalidOperationException or OverflowException)
        {
            throw new TrackingException(
                ErrorCode.InvalidState, $"Trace data is corrupted for request_id={traceId}: {error.Message}", error);
        }
    }

    private static void Write(Utf8JsonWriter json, TraceSpan span)
    {
        json.WriteStartObject();
        json.WriteString("trace_id", SpanMapping.TraceIdOf(span.TraceId));
        json.WriteString("span_id", SpanMapping.SpanIdOf(span.SpanId));
        json.WriteString("parent_span_id", span.ParentId is { } parent ? SpanMapping.SpanIdOf(parent) : null);
        json.WriteString("name", span.Name);
        json.WriteNumber("start_time_unix_nano", span.StartNs);
        json.WriteNumber("end_time_unix_nano", span.EndNs);
        json.WriteStartArray("events");
        foreach (var item in span.Events)
        {
            json.WriteStartObject();
            json.WriteString("name", item.Name);
            json.WriteNumber("time_unix_nano", item.TimeNs);
            json.WritePropertyName("attributes");
            SpanJson.Write(json, item.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("status");
        json.WriteString("code", SpanMapping.CodeOf(span.Status) ?? "STATUS_CODE_UNSET");
        json.WriteString("message", span.StatusMessage);
        json.WriteEndObject();
        json.WriteStartObject("attributes");
        foreach (var attribute in span.Attributes)
        {
            json.WriteString(attribute.Key, SpanJson.ToText(attribute.Value));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static TraceSpan ReadNew(JsonElement json)
    {
        var status = Find(json, "status");
        return new TraceSpan(
            Convert.ToHexStringLower(json.GetProperty("trace_id").GetBytesFromBase64()),
            IdOf(json.GetProperty("span_id")),
            Find(json, "parent_span_id") is { } parent ? IdOf(parent) : null,
            TextOf(json, "name"),
            json.GetProperty("start_time_unix_nano").GetInt64(),
            Find(json, "end_time_unix_nano")?.GetInt64() ?? 0)
        {
            Status = status is { } s ? StatusOf(TextOf(s, "code")) : SpanStatus.Unset,
            StatusMessage = status is { } m ? TextOf(m, "message") : "",
            Attributes = AttributesOf(json),
            Events = EventsOf(json, item => item.GetProperty("time_unix_nano").GetInt64()),
        };
    }

    private static TraceSpan ReadOld(JsonElement json)
    {
        var context = json.GetProperty("context");
        return new TraceSpan(
            Hex(TextOf(context, "trace_id")).PadLeft(32, '0'),
            HexId(TextOf(context, "span_id")),
            Find(json, "parent_id")?.GetString() is { Length: > 0 } parent ? HexId(parent) : null,
            TextOf(json, "name"),
            json.GetProperty("start_time").GetInt64(),
            Find(json, "end_time")?.GetInt64() ?? 0)
        {
            Status = StatusOf(TextOf(json, "status_code")),
            StatusMessage = TextOf(json, "status_message"),
            Attributes = AttributesOf(json),
            Events = EventsOf(json, item => item.GetProperty("timestamp").GetInt64() * NsPerMicrosecond),
        };
    }

    private static SpanEvent[] EventsOf(JsonElement json, Func<JsonElement, long> timeOf) =>
        Find(json, "events") is { } events
            ? [.. events.EnumerateArray().Select(item => new SpanEvent(
                TextOf(item, "name"),
                timeOf(item),
                Find(item, "attributes") is { } attributes ? SpanJson.ReadProperties(attributes) : []))]
            : [];

    /// <summary>A value that is a text holds JSON; one that is not was written by another program.</summary>
    private static SpanProperty[] AttributesOf(JsonElement json) => Find(json, "attributes") is { } attributes
        ? [.. attributes.EnumerateObject().Select(entry => new SpanProperty(entry.Name, ValueOf(entry.Value)))]
        : [];

    private static SpanValue ValueOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return SpanJson.Read(value);
        }

        try
        {
            using var inner = JsonDocument.Parse(value.GetString()!, SpanJson.ReaderOptions);
            return SpanJson.Read(inner.RootElement);
        }
        catch (JsonException)
        {
            return SpanJson.Read(value);
        }
    }

    private static SpanStatus StatusOf(string code) => code switch
    {
        "STATUS_CODE_OK" or "OK" => SpanStatus.Ok,
        "STATUS_CODE_ERROR" or "ERROR" => SpanStatus.Error,
        _ => SpanStatus.Unset,
    };

    private static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string TextOf(JsonElement json, string name) => Find(json, name)?.GetString() ?? "";

    private static long IdOf(JsonElement base64) => BinaryPrimitives.ReadInt64BigEndian(base64.GetBytesFromBase64()
        is { Length: sizeof(long) } bytes ? bytes : throw new FormatException("A span's id has not eight bytes."));

    private static string Hex(string text) => text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;

    private static long HexId(string text) =>
        long.Parse(Hex(text), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
