using System.Text;
using Google.Protobuf;

namespace Tracking.Models.Flavors.Tests.Onnx;

/// <summary>Fields of ONNX messages that our own part of the format does not name.</summary>
internal static class RawField
{
    public static byte[] Of(int number, string value) => Of(number, Encoding.UTF8.GetBytes(value));

    public static byte[] Of(int number, byte[] value)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(value));
        }

        return bytes.ToArray();
    }

    public static byte[] Of(int number, long value)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.Varint);
            output.WriteInt64(value);
        }

        return bytes.ToArray();
    }
}
