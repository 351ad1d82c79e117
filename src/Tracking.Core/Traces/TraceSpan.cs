namespace Tracking.Core.Traces;

/// <summary>
/// A span of OpenTelemetry. Times are nanoseconds since the epoch. <c>TraceId</c>: 32 hexadecimal digits.
/// <c>SpanId</c>: the eight bytes of the id, the first the highest. <c>ParentId</c>: null for a root span.
/// </summary>
public sealed record TraceSpan(string TraceId, long SpanId, long? ParentId, string Name, long StartNs, long EndNs)
{
    public SpanKind Kind { get; init; }

    public string TraceState { get; init; } = "";

    public SpanStatus Status { get; init; }

    public string StatusMessage { get; init; } = "";

    public IReadOnlyList<SpanProperty> Attributes { get; init; } = [];

    public IReadOnlyList<SpanEvent> Events { get; init; } = [];

    public IReadOnlyList<SpanLink> Links { get; init; } = [];

    /// <summary>The value of an attribute; null without it.</summary>
    public SpanValue? Find(string key)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Key == key)
            {
                return attribute.Value;
            }
        }

        return null;
    }
}

/// <summary>What a span tells of its neighbours; numbers as in OpenTelemetry.</summary>
public enum SpanKind
{
    Unspecified = 0,
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
    Consumer = 5,
}

/// <summary>Numbers as in OpenTelemetry; they are stored.</summary>
public enum SpanStatus
{
    Unset = 0,
    Ok = 1,
    Error = 2,
}

/// <summary>What OpenTelemetry calls an attribute of a span.</summary>
public readonly record struct SpanProperty(string Key, SpanValue Value);

public sealed record SpanEvent(string Name, long TimeNs, IReadOnlyList<SpanProperty> Attributes);

/// <summary>
/// <c>TraceId</c>: 32 hexadecimal digits. <c>SpanId</c>: the eight bytes of the id, the first the highest.
/// </summary>
public sealed record SpanLink(
    string TraceId, long SpanId, string TraceState, IReadOnlyList<SpanProperty> Attributes);

/// <summary>A value of an attribute: <c>"gpt"</c>, <c>12</c>, <c>[1, 2]</c>, <c>{"x": 1}</c>.</summary>
public abstract record SpanValue
{
    public static SpanValue Of(string text) => new TextValue(text);
}

public sealed record NullValue : SpanValue
{
    public static NullValue Instance { get; } = new();
}

public sealed record TextValue(string Value) : SpanValue;

public sealed record FlagValue(bool Value) : SpanValue;

public sealed record IntegerValue(long Value) : SpanValue;

public sealed record RealValue(double Value) : SpanValue;

public sealed record BytesValue(ReadOnlyMemory<byte> Value) : SpanValue;

public sealed record ListValue(IReadOnlyList<SpanValue> Items) : SpanValue;

public sealed record MapValue(IReadOnlyList<SpanProperty> Entries) : SpanValue;
