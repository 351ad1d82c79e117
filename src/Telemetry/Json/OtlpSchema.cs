using System.Globalization;

namespace Tracking.Telemetry.Json;

/// <summary>
/// Which field of which message of OTLP 1 has which number, name and type, as opentelemetry-proto defines them; those
/// that a sender of traces and metrics writes.
/// </summary>
internal static class OtlpSchema
{
    /// <summary>What a request with spans is.</summary>
    public const string Traces = "Traces";

    /// <summary>What a request with figures is.</summary>
    public const string Metrics = "Metrics";

    // MESSAGE NUMBER:NAME:TYPE …; a star stands for repeated. Fields not named here are skipped.
    private const string Text = """
        Traces 1:resourceSpans:ResourceSpans*
        ResourceSpans 1:resource:Resource 2:scopeSpans:ScopeSpans* 3:schemaUrl:string
        ScopeSpans 1:scope:Scope 2:spans:Span* 3:schemaUrl:string
        Span 1:traceId:hex 2:spanId:hex 3:traceState:string 4:parentSpanId:hex 5:name:string 6:kind:int32
        Span 7:startTimeUnixNano:fixed64 8:endTimeUnixNano:fixed64 9:attributes:KeyValue* 11:events:Event*
        Span 10:droppedAttributesCount:int32 12:droppedEventsCount:int32 13:links:Link* 14:droppedLinksCount:int32
        Span 15:status:Status 16:flags:fixed32
        Event 1:timeUnixNano:fixed64 2:name:string 3:attributes:KeyValue* 4:droppedAttributesCount:int32
        Link 1:traceId:hex 2:spanId:hex 3:traceState:string 4:attributes:KeyValue* 5:droppedAttributesCount:int32
        Link 6:flags:fixed32
        Status 2:message:string 3:code:int32
        Resource 1:attributes:KeyValue* 2:droppedAttributesCount:int32
        Scope 1:name:string 2:version:string 3:attributes:KeyValue* 4:droppedAttributesCount:int32
        KeyValue 1:key:string 2:value:AnyValue
        AnyValue 1:stringValue:string 2:boolValue:bool 3:intValue:int64 4:doubleValue:double 5:arrayValue:Values
        AnyValue 6:kvlistValue:Pairs 7:bytesValue:base64
        Values 1:values:AnyValue*
        Pairs 1:values:KeyValue*
        Metrics 1:resourceMetrics:ResourceMetrics*
        ResourceMetrics 1:resource:Resource 2:scopeMetrics:ScopeMetrics* 3:schemaUrl:string
        ScopeMetrics 1:scope:Scope 2:metrics:Metric* 3:schemaUrl:string
        Metric 1:name:string 2:description:string 3:unit:string 5:gauge:Gauge 7:sum:Sum 9:histogram:Histogram
        Metric 10:exponentialHistogram:Exponential 12:metadata:KeyValue*
        Gauge 1:dataPoints:Number*
        Sum 1:dataPoints:Number* 2:aggregationTemporality:int32 3:isMonotonic:bool
        Histogram 1:dataPoints:HistogramPoint* 2:aggregationTemporality:int32
        Exponential 1:dataPoints:ExponentialPoint* 2:aggregationTemporality:int32
        Number 2:startTimeUnixNano:fixed64 3:timeUnixNano:fixed64 4:asDouble:double 5:exemplars:Exemplar*
        Number 6:asInt:sfixed64 7:attributes:KeyValue* 8:flags:int32
        HistogramPoint 2:startTimeUnixNano:fixed64 3:timeUnixNano:fixed64 4:count:fixed64 5:sum:double
        HistogramPoint 6:bucketCounts:fixed64* 7:explicitBounds:double* 8:exemplars:Exemplar* 9:attributes:KeyValue*
        HistogramPoint 10:flags:int32 11:min:double 12:max:double
        ExponentialPoint 1:attributes:KeyValue* 2:startTimeUnixNano:fixed64 3:timeUnixNano:fixed64 4:count:fixed64
        ExponentialPoint 5:sum:double 6:scale:sint32 7:zeroCount:fixed64 8:positive:Buckets 9:negative:Buckets
        ExponentialPoint 10:flags:int32 11:exemplars:Exemplar* 12:min:double 13:max:double 14:zeroThreshold:double
        Buckets 1:offset:sint32 2:bucketCounts:uint64*
        Exemplar 2:timeUnixNano:fixed64 3:asDouble:double 4:spanId:hex 5:traceId:hex 6:asInt:sfixed64
        Exemplar 7:filteredAttributes:KeyValue*
        """;

    private static readonly Dictionary<string, Dictionary<int, OtlpField>> Messages = Read();

    /// <summary>The fields of a message by number.</summary>
    public static IReadOnlyDictionary<int, OtlpField> Of(string message) => Messages[message];

    private static Dictionary<string, Dictionary<int, OtlpField>> Read()
    {
        var messages = new Dictionary<string, Dictionary<int, OtlpField>>();
        foreach (var line in Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ');
            if (!messages.TryGetValue(words[0], out var fields))
            {
                messages[words[0]] = fields = [];
            }

            foreach (var word in words.Skip(1))
            {
                var parts = word.Split(':');
                var type = parts[2].TrimEnd('*');
                var isRepeated = parts[2] != type;
                fields.Add(int.Parse(parts[0], CultureInfo.InvariantCulture), new(parts[1], type, isRepeated));
            }
        }

        return messages;
    }
}

/// <summary>One field.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">A scalar's or a message's name.</param>
/// <param name="IsRepeated">Whether it is an array in JSON.</param>
internal sealed record OtlpField(string Name, string Type, bool IsRepeated);
