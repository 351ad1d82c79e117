using System.Buffers.Binary;
using Google.Protobuf;
using Tracking.Core.Traces;
using Wire = Tracking.Server.Traces.Otlp.Wire;

namespace Tracking.Server.Traces.Otlp;

/// <summary>Spans from an export in protobuf.</summary>
internal static class OtlpProtobuf
{
    private const int TraceIdBytes = 16;

    /// <exception cref="InvalidProtocolBufferException">The bytes are no export.</exception>
    /// <exception cref="FormatException">An id has not the length that ids have, or a time is none.</exception>
    public static IReadOnlyList<TraceSpan> Read(ReadOnlySpan<byte> body)
    {
        var request = Wire.ExportTraceServiceRequest.Parser.ParseFrom(body);
        return [.. request.ResourceSpans
            .SelectMany(resource => resource.ScopeSpans)
            .SelectMany(scope => scope.Spans)
            .Select(ToCore)];
    }

    private static TraceSpan ToCore(Wire.Span span) => new(
        TraceIdOf(span.TraceId),
        SpanIdOf(span.SpanId),
        span.ParentSpanId.IsEmpty || IsZero(span.ParentSpanId) ? null : SpanIdOf(span.ParentSpanId),
        span.Name,
        OtlpTime.Of(span.StartTimeUnixNano),
        OtlpTime.Of(span.EndTimeUnixNano))
    {
        Kind = span.Kind is >= 0 and <= (int)SpanKind.Consumer ? (SpanKind)span.Kind : SpanKind.Unspecified,
        TraceState = span.TraceState,
        Status = span.Status?.Code switch { 1 => SpanStatus.Ok, 2 => SpanStatus.Error, _ => SpanStatus.Unset },
        StatusMessage = span.Status?.Message ?? "",
        Attributes = ToCore(span.Attributes),
        Events = [.. span.Events.Select(e => new SpanEvent(
            e.Name, OtlpTime.Of(e.TimeUnixNano), ToCore(e.Attributes)))],
        Links = [.. span.Links.Select(l => new SpanLink(
            TraceIdOf(l.TraceId), SpanIdOf(l.SpanId), l.TraceState, ToCore(l.Attributes)))],
    };

    private static SpanProperty[] ToCore(IEnumerable<Wire.KeyValue> attributes) =>
        [.. attributes.Select(attribute => new SpanProperty(attribute.Key, ToCore(attribute.Value)))];

    private static SpanValue ToCore(Wire.AnyValue? value) => value?.ValueCase switch
    {
        Wire.AnyValue.ValueOneofCase.StringValue => new TextValue(value.StringValue),
        Wire.AnyValue.ValueOneofCase.BoolValue => new FlagValue(value.BoolValue),
        Wire.AnyValue.ValueOneofCase.IntValue => new IntegerValue(value.IntValue),
        Wire.AnyValue.ValueOneofCase.DoubleValue => new RealValue(value.DoubleValue),
        Wire.AnyValue.ValueOneofCase.BytesValue => new BytesValue(value.BytesValue.Memory),
        Wire.AnyValue.ValueOneofCase.ArrayValue => new ListValue([.. value.ArrayValue.Values.Select(ToCore)]),
        Wire.AnyValue.ValueOneofCase.KvlistValue => new MapValue(ToCore(value.KvlistValue.Values)),
        _ => NullValue.Instance,
    };

    private static string TraceIdOf(ByteString id) => id.Length == TraceIdBytes && !IsZero(id)
        ? Convert.ToHexStringLower(id.Span)
        : throw new FormatException($"A trace id has {TraceIdBytes} bytes, not all 0.");

    private static long SpanIdOf(ByteString id) => id.Length == sizeof(long) && !IsZero(id)
        ? BinaryPrimitives.ReadInt64BigEndian(id.Span)
        : throw new FormatException($"A span id has {sizeof(long)} bytes, not all 0.");

    private static bool IsZero(ByteString id) => id.Span.IndexOfAnyExcept((byte)0) < 0;
}

/// <summary>Times of OpenTelemetry: nanoseconds since the epoch, unsigned.</summary>
internal static class OtlpTime
{
    /// <exception cref="FormatException">The time is after the year 2262, where the store's times end.</exception>
    public static long Of(ulong ns) => ns <= long.MaxValue
        ? (long)ns
        : throw new FormatException($"The time {ns} is none: it lies after the year 2262.");
}
