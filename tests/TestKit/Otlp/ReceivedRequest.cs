using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Tracking.TestKit.Otlp.Wire;

namespace Tracking.TestKit.Otlp;

/// <summary>One request of an exporter.</summary>
public sealed record ReceivedRequest(
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<ReceivedSpan> Spans,
    IReadOnlyList<ReceivedMetric> Metrics)
{
    public static ReceivedRequest Read(string path, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        var isJson = headers["Content-Type"].StartsWith("application/json", StringComparison.Ordinal);
        var isMetrics = path.EndsWith("metrics", StringComparison.Ordinal);
        var json = JsonNode.Parse(isJson ? Encoding.UTF8.GetString(body) : OfProtobuf(body, isMetrics))!;
        var ids = isJson ? (Func<string, string>)(id => id) : HexOfBase64;
        return new ReceivedRequest(
            path,
            headers,
            [.. All(json, "resourceSpans", "scopeSpans", "spans").Select(one => ReceivedSpan.Of(one, ids))],
            [.. All(json, "resourceMetrics", "scopeMetrics", "metrics").SelectMany(ReceivedMetric.Of)]);
    }

    private static string OfProtobuf(byte[] body, bool isMetrics) => JsonFormatter.Default.Format(
        isMetrics ? Wire.Metrics.Parser.ParseFrom(body) : Traces.Parser.ParseFrom(body));

    private static string HexOfBase64(string id) => Convert.ToHexStringLower(Convert.FromBase64String(id));

    // The resource goes along with what it is the source of.
    private static IEnumerable<(JsonNode Resource, JsonNode One)> All(
        JsonNode json, string resources, string scopes, string leaves) =>
        from resource in json[resources]?.AsArray() ?? []
        from scope in resource[scopes]!.AsArray()
        from leaf in scope[leaves]!.AsArray()
        select (resource["resource"]!, leaf);
}

/// <summary>A span; attributes as text, links and parent by their ids.</summary>
public sealed record ReceivedSpan(
    string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Attributes)
{
    public required string Service { get; init; }

    public required string TraceState { get; init; }

    public required IReadOnlyList<string> Links { get; init; }

    public required IReadOnlyList<string> Events { get; init; }

    public required int Kind { get; init; }

    public required int Status { get; init; }

    public required (ulong Start, ulong End) Nanoseconds { get; init; }

    internal static ReceivedSpan Of((JsonNode Resource, JsonNode One) item, Func<string, string> id)
    {
        var (resource, span) = item;
        return new ReceivedSpan(
            (string)span["name"]!,
            id((string)span["traceId"]!),
            id((string)span["spanId"]!),
            id((string?)span["parentSpanId"] ?? ""),
            ReceivedAttributes.Of(span))
        {
            Service = ReceivedAttributes.Of(resource)["service.name"],
            TraceState = (string?)span["traceState"] ?? "",
            Links = [.. (span["links"]?.AsArray() ?? []).Select(link => id((string)link!["spanId"]!))],
            Events = [.. (span["events"]?.AsArray() ?? []).Select(one => (string)one!["name"]!)],
            Kind = (int?)span["kind"] ?? 0,
            Status = (int?)span["status"]?["code"] ?? 0,
            Nanoseconds = (
                ulong.Parse((string)span["startTimeUnixNano"]!, provider: null),
                ulong.Parse((string)span["endTimeUnixNano"]!, provider: null)),
        };
    }
}

/// <summary>A series of a metric: a number, or the count of a histogram with its bounds.</summary>
public sealed record ReceivedMetric(
    string Name, string Kind, double Value, IReadOnlyDictionary<string, string> Attributes)
{
    public required string Service { get; init; }

    /// <summary>Upper bounds and counts, where it is a histogram.</summary>
    public required (IReadOnlyList<double> Bounds, IReadOnlyList<ulong> Counts) Buckets { get; init; }

    private static readonly string[] Kinds = ["gauge", "sum", "histogram"];

    internal static IEnumerable<ReceivedMetric> Of((JsonNode Resource, JsonNode One) item)
    {
        var (resource, metric) = item;
        var kind = Kinds.First(name => metric[name] is not null);
        foreach (var point in metric[kind]!["dataPoints"]?.AsArray() ?? [])
        {
            var value = point!["asDouble"] ?? point["asInt"] ?? point["count"];
            yield return new ReceivedMetric(
                (string)metric["name"]!,
                kind,
                double.Parse(value?.ToString() ?? "0", provider: null),
                ReceivedAttributes.Of(point))
            {
                Service = ReceivedAttributes.Of(resource)["service.name"],
                Buckets = (
                    [.. (point["explicitBounds"]?.AsArray() ?? []).Select(bound => (double)bound!)],
                    [.. (point["bucketCounts"]?.AsArray() ?? []).Select(one => ulong.Parse((string)one!, null))]),
            };
        }
    }
}

/// <summary>Attributes as text.</summary>
internal static class ReceivedAttributes
{
    public static Dictionary<string, string> Of(JsonNode holder) => (holder["attributes"]?.AsArray() ?? [])
        .ToDictionary(one => (string)one!["key"]!, one => TextOf(one!["value"]!));

    private static string TextOf(JsonNode value) => value["arrayValue"] is { } array
        ? string.Join(';', array["values"]!.AsArray().Select(element => TextOf(element!)))
        : value.AsObject().First().Value!.ToString();
}
