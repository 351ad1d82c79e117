using System.Globalization;
using System.Text.Json;
using Tracking.Core.Traces;

namespace Tracking.Server.Traces.Otlp;

/// <summary>
/// Spans from an export in JSON: names in lowerCamelCase, ids in hexadecimal digits, 64-bit numbers as numbers or
/// texts.
/// </summary>
internal static class OtlpJson
{
    private const int TraceIdDigits = 32;
    private const int SpanIdDigits = 16;
    private const int MaxDepth = 128;

    private static readonly string[] StatusNames = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];

    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    /// <exception cref="FormatException">A value is not what its name says.</exception>
    /// <exception cref="InvalidOperationException">A value is of another type than its name says.</exception>
    public static IReadOnlyList<TraceSpan> Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        using var document = JsonDocument.ParseValue(ref reader);
        return [.. ListOf(document.RootElement, "resourceSpans")
            .SelectMany(resource => ListOf(resource, "scopeSpans"))
            .SelectMany(scope => ListOf(scope, "spans"))
            .Select(ToCore)];
    }

    private static TraceSpan ToCore(JsonElement span) => new(
        TraceIdOf(span),
        SpanIdOf(span, "spanId"),
        TextOf(span, "parentSpanId").Length == 0 ? null : SpanIdOf(span, "parentSpanId"),
        TextOf(span, "name"),
        TimeOf(span, "startTimeUnixNano"),
        TimeOf(span, "endTimeUnixNano"))
    {
        Kind = KindOf(span),
        TraceState = TextOf(span, "traceState"),
        Status = Find(span, "status") is { } status ? StatusOf(status) : SpanStatus.Unset,
        StatusMessage = Find(span, "status") is { } said ? TextOf(said, "message") : "",
        Attributes = AttributesOf(span, "attributes"),
        Events = [.. ListOf(span, "events").Select(e => new SpanEvent(
            TextOf(e, "name"), TimeOf(e, "timeUnixNano"), AttributesOf(e, "attributes")))],
        Links = [.. ListOf(span, "links").Select(l => new SpanLink(
            TraceIdOf(l), SpanIdOf(l, "spanId"), TextOf(l, "traceState"), AttributesOf(l, "attributes")))],
    };

    private static SpanProperty[] AttributesOf(JsonElement json, string name) =>
        [.. ListOf(json, name).Select(entry => new SpanProperty(
            TextOf(entry, "key"), Find(entry, "value") is { } value ? ValueOf(value) : NullValue.Instance))];

    private static SpanValue ValueOf(JsonElement any)
    {
        foreach (var field in any.EnumerateObject())
        {
            var value = field.Value;
            switch (field.Name)
            {
                case "stringValue":
                    return new TextValue(value.GetString() ?? "");
                case "boolValue":
                    return new FlagValue(value.GetBoolean());
                case "intValue":
                    return new IntegerValue(IntegerOf(value));
                case "doubleValue":
                    return new RealValue(RealOf(value));
                case "bytesValue":
                    return new BytesValue(value.GetBytesFromBase64());
                case "arrayValue":
                    return new ListValue([.. ListOf(value, "values").Select(ValueOf)]);
                case "kvlistValue":
                    return new MapValue(AttributesOf(value, "values"));
                default:
                    continue;
            }
        }

        return NullValue.Instance;
    }

    private static string TraceIdOf(JsonElement json)
    {
        var id = TextOf(json, "traceId");
        return id.Length == TraceIdDigits && id.All(char.IsAsciiHexDigit)
            ? id.ToLowerInvariant()
            : throw new FormatException($"A traceId has {TraceIdDigits} hexadecimal digits.");
    }

    private static long SpanIdOf(JsonElement json, string name)
    {
        var id = TextOf(json, name);
        return id.Length == SpanIdDigits
            && long.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FormatException($"A {name} has {SpanIdDigits} hexadecimal digits.");
    }

    private static SpanKind KindOf(JsonElement span) => Find(span, "kind") switch
    {
        { ValueKind: JsonValueKind.Number } kind when kind.TryGetInt32(out var number)
            && number is >= 0 and <= (int)SpanKind.Consumer => (SpanKind)number,
        { ValueKind: JsonValueKind.String } kind
            when Enum.TryParse<SpanKind>(kind.GetString()!.Replace("SPAN_KIND_", ""), true, out var named) => named,
        _ => SpanKind.Unspecified,
    };

    private static SpanStatus StatusOf(JsonElement status) => Find(status, "code") switch
    {
        { ValueKind: JsonValueKind.Number } code when code.TryGetInt32(out var number)
            && number is >= 0 and <= (int)SpanStatus.Error => (SpanStatus)number,
        { ValueKind: JsonValueKind.String } code => (SpanStatus)Math.Max(
            0, Array.IndexOf(StatusNames, code.GetString())),
        _ => SpanStatus.Unset,
    };

    private static long TimeOf(JsonElement json, string name) => Find(json, name) switch
    {
        null => 0,
        { ValueKind: JsonValueKind.String } text => OtlpTime.Of(
            ulong.Parse(text.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture)),
        { } number => OtlpTime.Of(number.GetUInt64()),
    };

    private static long IntegerOf(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? long.Parse(value.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : value.GetInt64();

    private static double RealOf(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
        : value.GetDouble();

    private static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string TextOf(JsonElement json, string name) => Find(json, name)?.GetString() ?? "";

    private static JsonElement.ArrayEnumerator ListOf(JsonElement json, string name) =>
        Find(json, name)?.EnumerateArray() ?? default;
}
