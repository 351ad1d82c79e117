using System.Buffers;
using System.Text.Json;

namespace Tracking.Telemetry.Json;

/// <summary>
/// Writes a message of OTLP anew in its JSON: ids in hexadecimal, 64-bit numbers as text, enums as numbers.
/// </summary>
internal static class OtlpJson
{
    /// <summary>The JSON of a whole message.</summary>
    /// <param name="protobuf">The message as it goes over the wire.</param>
    /// <param name="message">Its name in <see cref="OtlpSchema"/>.</param>
    /// <exception cref="FormatException">The bytes are not protobuf.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> protobuf, string message)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            Write(writer, protobuf, message);
        }

        return json.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> protobuf, string message)
    {
        var schema = OtlpSchema.Of(message);

        // The elements of a repeated field need not stand together.
        var fields = WireField.ReadAll(protobuf).Where(field => schema.ContainsKey(field.Number));
        writer.WriteStartObject();
        foreach (var group in fields.GroupBy(field => field.Number))
        {
            var field = schema[group.Key];
            writer.WritePropertyName(field.Name);
            if (field.IsRepeated)
            {
                WriteArray(writer, group, field.Type);
            }
            else
            {
                Write(writer, group.Last(), field.Type);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable<WireField> elements, string type)
    {
        writer.WriteStartArray();
        foreach (var element in elements)
        {
            foreach (var one in element.Unpack(type))
            {
                Write(writer, one, type);
            }
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, in WireField value, string type)
    {
        switch (type)
        {
            case "string":
                writer.WriteStringValue(value.Bytes.Span);
                break;
            case "hex":
                writer.WriteStringValue(Convert.ToHexStringLower(value.Bytes.Span));
                break;
            case "base64":
                writer.WriteBase64StringValue(value.Bytes.Span);
                break;
            case "bool":
                writer.WriteBooleanValue(value.Bits != 0);
                break;
            case "double":
                WriteDouble(writer, BitConverter.UInt64BitsToDouble(value.Bits));
                break;
            case "int32" or "fixed32":
                writer.WriteNumberValue((uint)value.Bits);
                break;
            case "sint32":
                writer.WriteNumberValue((int)(value.Bits >> 1) ^ -(int)(value.Bits & 1));
                break;
            case "int64" or "sfixed64":
                writer.WriteStringValue($"{(long)value.Bits}");
                break;
            case "uint64" or "fixed64":
                writer.WriteStringValue($"{value.Bits}");
                break;
            default:
                Write(writer, value.Bytes, type);
                break;
        }
    }

    private static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }
}
