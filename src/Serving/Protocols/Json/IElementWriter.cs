using System.Text.Encodings.Web;
using System.Text.Json;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Protocols.Json;

/// <summary>Writes one element of a tensor as JSON.</summary>
internal interface IElementWriter<T>
{
    static abstract void Write(ResponseBuffer to, T value);
}

internal readonly struct WholeWriter<T> : IElementWriter<T>
    where T : IUtf8SpanFormattable
{
    public static void Write(ResponseBuffer to, T value) => JsonText.WriteWhole(to, value);
}

internal readonly struct SingleWriter : IElementWriter<float>
{
    public static void Write(ResponseBuffer to, float value) => JsonText.Write(to, value);
}

internal readonly struct DoubleWriter : IElementWriter<double>
{
    public static void Write(ResponseBuffer to, double value) => JsonText.Write(to, value);
}

internal readonly struct HalfWriter : IElementWriter<Half>
{
    public static void Write(ResponseBuffer to, Half value) => JsonText.Write(to, (float)value);
}

internal readonly struct BFloat16Writer : IElementWriter<BFloat16>
{
    public static void Write(ResponseBuffer to, BFloat16 value) => JsonText.Write(to, value.ToSingle());
}

internal readonly struct BooleanWriter : IElementWriter<bool>
{
    public static void Write(ResponseBuffer to, bool value) => JsonText.Write(to, value);
}

internal readonly struct StringWriter : IElementWriter<string?>
{
    public static void Write(ResponseBuffer to, string? value) => JsonText.Write(to, value);
}

internal readonly struct Base64Writer : IElementWriter<string?>
{
    public static void Write(ResponseBuffer to, string? value)
    {
        if (value is null)
        {
            to.Write("null"u8);
            return;
        }

        to.Write("{\"b64\":\""u8);
        to.WriteText(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value)));
        to.Write("\"}"u8);
    }
}

internal readonly struct AnyWriter : IElementWriter<JsonElement>
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(ResponseBuffer to, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            to.Write("null"u8);
            return;
        }

        // As it came it may have line breaks, which would end a line of JSON.
        using var json = new Utf8JsonWriter(to, Options);
        value.WriteTo(json);
    }
}
