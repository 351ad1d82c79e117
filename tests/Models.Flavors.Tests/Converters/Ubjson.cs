using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Writes Universal Binary JSON, lists of numbers packed as XGBoost packs them.</summary>
internal static class Ubjson
{
    public static byte[] Write(JsonNode node)
    {
        var to = new MemoryStream();
        Write(to, node);
        return to.ToArray();
    }

    private static void Write(MemoryStream to, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                to.WriteByte((byte)'{');
                foreach (var (name, value) in fields)
                {
                    Text(to, name);
                    Write(to, value);
                }

                to.WriteByte((byte)'}');
                break;
            case JsonArray { Count: > 0 } items when items[0]!.GetValueKind() == JsonValueKind.Number:
                to.Write("[$d#"u8);
                Length(to, items.Count);
                foreach (var item in items)
                {
                    var bytes = new byte[4];
                    BinaryPrimitives.WriteSingleBigEndian(bytes, item!.GetValue<float>());
                    to.Write(bytes);
                }

                break;
            case JsonArray items:
                to.Write("[#"u8);
                Length(to, items.Count);
                foreach (var item in items)
                {
                    Write(to, item);
                }

                break;
            default:
                Scalar(to, node!);
                break;
        }
    }

    private static void Scalar(MemoryStream to, JsonNode node)
    {
        if (node.GetValueKind() == JsonValueKind.String)
        {
            to.WriteByte((byte)'S');
            Text(to, node.GetValue<string>());
            return;
        }

        to.WriteByte(node.GetValueKind() == JsonValueKind.True ? (byte)'T' : (byte)'F');
    }

    private static void Text(MemoryStream to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Length(to, bytes.Length);
        to.Write(bytes);
    }

    private static void Length(MemoryStream to, int length)
    {
        var bytes = new byte[9];
        bytes[0] = (byte)'L';
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), length);
        to.Write(bytes);
    }
}
