using System.Buffers.Binary;
using Tracking.Core.Traces;
using Tracking.Server.Experiments;
using Wire = Tracking.Contracts.Traces;

namespace Tracking.Server.Traces;

/// <summary>Spans for the wire.</summary>
internal static class SpanMapping
{
    public static Wire.Span ToWire(this TraceSpan span) => new()
    {
        TraceId = TraceIdOf(span.TraceId),
        SpanId = SpanIdOf(span.SpanId),
        TraceState = OrNull(span.TraceState),
        ParentSpanId = span.ParentId is { } parent ? SpanIdOf(parent) : null,
        Name = span.Name,
        Kind = span.Kind == SpanKind.Unspecified ? null : "SPAN_KIND_" + span.Kind.ToString().ToUpperInvariant(),
        StartTimeUnixNano = (ulong)span.StartNs,
        EndTimeUnixNano = (ulong)span.EndNs,
        Attributes = ToWire(span.Attributes),
        Events = span.Events.ToWire(item => new Wire.SpanEvent
        {
            TimeUnixNano = (ulong)item.TimeNs,
            Name = item.Name,
            Attributes = ToWire(item.Attributes),
        }),
        Links = span.Links.ToWire(link => new Wire.SpanLink
        {
            TraceId = TraceIdOf(link.TraceId),
            SpanId = SpanIdOf(link.SpanId),
            TraceState = OrNull(link.TraceState),
            Attributes = ToWire(link.Attributes),
        }),
        Status = new Wire.SpanStatus { Message = OrNull(span.StatusMessage), Code = CodeOf(span.Status) },
    };

    /// <summary>The bytes of a trace's id in base64.</summary>
    public static string TraceIdOf(string hex) => Convert.ToBase64String(Convert.FromHexString(hex));

    /// <summary>The eight bytes of a span's id in base64.</summary>
    public static string SpanIdOf(long id)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, id);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Null for a status that was not set.</summary>
    public static string? CodeOf(SpanStatus status) => status switch
    {
        SpanStatus.Ok => "STATUS_CODE_OK",
        SpanStatus.Error => "STATUS_CODE_ERROR",
        _ => null,
    };

    private static IReadOnlyList<Wire.SpanKeyValue>? ToWire(IReadOnlyList<SpanProperty> properties) =>
        properties.ToWire(property => new Wire.SpanKeyValue { Key = property.Key, Value = ToWire(property.Value) });

    private static Wire.SpanValue ToWire(SpanValue value) => value switch
    {
        TextValue text => new Wire.SpanValue { StringValue = text.Value },
        FlagValue flag => new Wire.SpanValue { BoolValue = flag.Value },
        IntegerValue integer => new Wire.SpanValue { IntValue = integer.Value },
        RealValue real => new Wire.SpanValue { DoubleValue = real.Value },
        BytesValue bytes => new Wire.SpanValue { BytesValue = Convert.ToBase64String(bytes.Value.Span) },
        ListValue list => new Wire.SpanValue
        {
            ArrayValue = new Wire.SpanValueList { Values = list.Items.ToWire(ToWire) },
        },
        MapValue map => new Wire.SpanValue
        {
            KvlistValue = new Wire.SpanValueMap { Values = ToWire(map.Entries) },
        },
        _ => new Wire.SpanValue(),
    };

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
