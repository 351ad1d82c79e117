using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tracking.Core.Traces;

namespace Tracking.Stores.Traces;

/// <summary>
/// All of a span that has no column, as one JSON object: name, kind, status message, attributes, events and links.
/// Filters look for texts and attributes in it.
/// </summary>
internal static class SpanContent
{
    public const string Attributes = "attributes";

    private const string Name = "name";
    private const string Kind = "kind";
    private const string State = "trace_state";
    private const string Message = "message";
    private const string Events = "events";
    private const string Links = "links";
    private const string Time = "time";
    private const string TraceId = "trace_id";
    private const string SpanId = "span_id";

    /// <summary>The trace's id, which every span has as an attribute, is left out: the row knows it.</summary>
    public static string Write(TraceSpan span)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, SpanJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString(Name, SpanJson.Storable(span.Name));
            if (span.Kind != SpanKind.Unspecified)
            {
                json.WriteNumber(Kind, (int)span.Kind);
            }

            WriteText(json, State, span.TraceState);
            WriteText(json, Message, span.StatusMessage);
            json.WritePropertyName(Attributes);
            SpanJson.Write(json, [.. span.Attributes.Where(a => a.Key != TraceKeys.SpanTraceId)]);
            WriteEvents(json, span.Events);
            WriteLinks(json, span.Links);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Adds what the content holds to a span of which the columns are known.</summary>
    public static TraceSpan Read(TraceSpan span, string traceId, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content, SpanJson.ReaderOptions);
        var json = document.RootElement;
        return span with
        {
            Kind = json.TryGetProperty(Kind, out var kind) ? (SpanKind)kind.GetInt32() : SpanKind.Unspecified,
            TraceState = ReadText(json, State),
            StatusMessage = ReadText(json, Message),
            Attributes =
            [
                new SpanProperty(TraceKeys.SpanTraceId, new TextValue(traceId)),
                .. SpanJson.ReadProperties(json.GetProperty(Attributes)),
            ],
            Events = ReadList(json, Events, item => new SpanEvent(
                ReadText(item, Name), item.GetProperty(Time).GetInt64(), ReadAttributes(item))),
            Links = ReadList(json, Links, item => new SpanLink(
                ReadText(item, TraceId),
                long.Parse(ReadText(item, SpanId), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                ReadText(item, State),
                ReadAttributes(item))),
        };
    }

    private static void WriteEvents(Utf8JsonWriter json, IReadOnlyList<SpanEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        json.WriteStartArray(Events);
        foreach (var item in events)
        {
            json.WriteStartObject();
            json.WriteString(Name, SpanJson.Storable(item.Name));
            json.WriteNumber(Time, item.TimeNs);
            WriteAttributes(json, item.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLinks(Utf8JsonWriter json, IReadOnlyList<SpanLink> links)
    {
        if (links.Count == 0)
        {
            return;
        }

        json.WriteStartArray(Links);
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString(TraceId, link.TraceId);
            json.WriteString(SpanId, link.SpanId.ToString("x16", CultureInfo.InvariantCulture));
            WriteText(json, State, link.TraceState);
            WriteAttributes(json, link.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter json, IReadOnlyList<SpanProperty> attributes)
    {
        if (attributes.Count > 0)
        {
            json.WritePropertyName(Attributes);
            SpanJson.Write(json, attributes);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, SpanJson.Storable(text));
        }
    }

    private static string ReadText(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) ? text.GetString()! : "";

    private static IReadOnlyList<SpanProperty> ReadAttributes(JsonElement json) =>
        json.TryGetProperty(Attributes, out var attributes) ? SpanJson.ReadProperties(attributes) : [];

    private static IReadOnlyList<T> ReadList<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        json.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(read)] : [];
}
