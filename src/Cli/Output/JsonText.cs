using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tracking.Cli.Output;

/// <summary>Objects of the API as JSON that a person can read too: nothing is escaped that need not be.</summary>
internal static class JsonText
{
    /// <summary>On one line, or indented.</summary>
    public static string Of<T>(T value, JsonTypeInfo<T> type, bool isIndented)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions
        {
            Indented = isIndented,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
