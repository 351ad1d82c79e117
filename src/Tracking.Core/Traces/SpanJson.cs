using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracking.Core.Traces;

/// <summary>
/// Values of spans as plain JSON and back: texts, numbers, lists and maps are themselves, a real number keeps its
/// point, and what JSON has not is an object of one name: <c>{"$bytes": base64}</c>, <c>{"$real": "NaN"}</c>.
/// </summary>
public static class SpanJson
{
    private const string BytesName = "$bytes";
    private const string RealName = "$real";

    /// <summary>Texts stay readable, and searchable, in every script.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = TraceRules.MaxValueDepth + 8,
    };

    /// <summary>Deep enough for a value inside a span inside a list.</summary>
    public static JsonDocumentOptions ReaderOptions { get; } = new() { MaxDepth = TraceRules.MaxValueDepth + 8 };

    public static string ToText(SpanValue value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            Write(json, value);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>A text as it is, all else as JSON: what people and filters see.</summary>
    public static string ToPlainText(SpanValue value) => value is TextValue text ? text.Value : ToText(value);

    public static void Write(Utf8JsonWriter json, SpanValue value)
    {
        switch (value)
        {
            case TextValue text:
                json.WriteStringValue(Storable(text.Value));
                break;
            case FlagValue flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case IntegerValue integer:
                json.WriteNumberValue(integer.Value);
                break;
            case RealValue real:
                WriteReal(json, real.Value);
                break;
            case BytesValue bytes:
                json.WriteStartObject();
                json.WriteBase64String(BytesName, bytes.Value.Span);
                json.WriteEndObject();
                break;
            case ListValue list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case MapValue map:
                Write(json, map.Entries);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<SpanProperty> properties)
    {
        json.WriteStartObject();
        foreach (var property in properties)
        {
            json.WritePropertyName(Storable(property.Key));
            Write(json, property.Value);
        }

        json.WriteEndObject();
    }

    /// <summary>A text without the character 0, which PostgreSQL does not keep.</summary>
    public static string Storable(string text) => text.Replace('\0', '\uFFFD');

    public static SpanValue Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new TextValue(json.GetString()!),
        JsonValueKind.True => new FlagValue(true),
        JsonValueKind.False => new FlagValue(false),
        JsonValueKind.Number => ReadNumber(json),
        JsonValueKind.Array => new ListValue([.. json.EnumerateArray().Select(Read)]),
        JsonValueKind.Object => ReadObject(json),
        _ => NullValue.Instance,
    };

    public static IReadOnlyList<SpanProperty> ReadProperties(JsonElement json) =>
        [.. json.EnumerateObject().Select(property => new SpanProperty(property.Name, Read(property.Value)))];

    private static void WriteReal(Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value))
        {
            json.WriteStartObject();
            json.WriteString(RealName, value.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
            return;
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
    }

    private static SpanValue ReadNumber(JsonElement json) =>
        json.GetRawText().AsSpan().IndexOfAny(".eE") < 0 && json.TryGetInt64(out var integer)
            ? new IntegerValue(integer)
            : new RealValue(json.GetDouble());

    private static SpanValue ReadObject(JsonElement json)
    {
        var properties = ReadProperties(json);
        if (properties is [{ Value: TextValue { Value: var text } } only])
        {
            if (only.Key == RealName && double.TryParse(text, CultureInfo.InvariantCulture, out var real))
            {
                return new RealValue(real);
            }

            if (only.Key == BytesName && json.GetProperty(BytesName).TryGetBytesFromBase64(out var bytes))
            {
                return new BytesValue(bytes);
            }
        }

        return new MapValue(properties);
    }
}
