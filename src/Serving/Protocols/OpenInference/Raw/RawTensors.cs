using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference.Raw;

/// <summary>
/// Tensors as Open Inference's raw bytes: little-endian, row-major, no padding; text as a length in four bytes and
/// UTF-8.
/// </summary>
internal static class RawTensors
{
    private const int LengthBytes = 4;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Copies bytes into a tensor.</summary>
    /// <exception cref="ServingException">They are not what the shape holds, or text is not UTF-8.</exception>
    public static Tensor Read(string name, ElementType type, long[] shape, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.Bool => ReadFlags(name, shape, bytes),
        ElementType.UInt8 => Numbers<byte>(name, shape, bytes),
        ElementType.UInt16 => Numbers<ushort>(name, shape, bytes),
        ElementType.UInt32 => Numbers<uint>(name, shape, bytes),
        ElementType.UInt64 => Numbers<ulong>(name, shape, bytes),
        ElementType.Int8 => Numbers<sbyte>(name, shape, bytes),
        ElementType.Int16 => Numbers<short>(name, shape, bytes),
        ElementType.Int32 => Numbers<int>(name, shape, bytes),
        ElementType.Int64 => Numbers<long>(name, shape, bytes),
        ElementType.Float16 => Numbers<Half>(name, shape, bytes),
        ElementType.BFloat16 => Numbers<BFloat16>(name, shape, bytes),
        ElementType.Float32 => Numbers<float>(name, shape, bytes),
        ElementType.Float64 => Numbers<double>(name, shape, bytes),
        _ => ReadTexts(name, shape, bytes),
    };

    /// <summary>How many bytes <see cref="Write"/> writes.</summary>
    public static int BytesOf(Tensor tensor) => tensor is StringTensor texts
        ? texts.Data.Aggregate(0, (sum, text) => checked(sum + LengthBytes + Encoding.UTF8.GetByteCount(TextOf(text))))
        : Span(tensor).Length;

    /// <summary>The bytes of a tensor of anything but text, where they lie.</summary>
    public static ReadOnlySpan<byte> Span(Tensor tensor) => tensor switch
    {
        Tensor<float> numbers => BytesOf(numbers),
        Tensor<double> numbers => BytesOf(numbers),
        Tensor<long> numbers => BytesOf(numbers),
        Tensor<int> numbers => BytesOf(numbers),
        Tensor<short> numbers => BytesOf(numbers),
        Tensor<sbyte> numbers => BytesOf(numbers),
        Tensor<ulong> numbers => BytesOf(numbers),
        Tensor<uint> numbers => BytesOf(numbers),
        Tensor<ushort> numbers => BytesOf(numbers),
        Tensor<byte> numbers => BytesOf(numbers),
        Tensor<bool> numbers => BytesOf(numbers),
        Tensor<Half> numbers => BytesOf(numbers),
        Tensor<BFloat16> numbers => BytesOf(numbers),
        JsonTensor => throw new ScoringException(
            ScoringFault.ModelFailed,
            "The model gave lists, objects or any values, which Open Inference does not carry."),
        _ => throw new NotSupportedException($"The elements of a {tensor.ElementType} tensor do not lie side by side."),
    };

    /// <summary>Writes the bytes of any tensor.</summary>
    public static void Write(ResponseBuffer to, Tensor tensor)
    {
        if (tensor is not StringTensor texts)
        {
            to.Write(Span(tensor));
            return;
        }

        foreach (var element in texts.Data)
        {
            var text = TextOf(element);
            BinaryPrimitives.WriteInt32LittleEndian(to.GetSpan(LengthBytes), Encoding.UTF8.GetByteCount(text));
            to.Advance(LengthBytes);
            to.WriteText(text);
        }
    }

    /// <summary>A text of a model's output.</summary>
    /// <exception cref="ScoringException">It is null.</exception>
    public static string TextOf(string? text) => text ?? throw new ScoringException(
        ScoringFault.ModelFailed, "The model gave null among its texts, which BYTES of Open Inference does not have.");

    private static ReadOnlySpan<byte> BytesOf<T>(Tensor<T> tensor)
        where T : unmanaged => MemoryMarshal.AsBytes(tensor.Data.Span);

    private static Tensor<T> Numbers<T>(string name, long[] shape, ReadOnlySpan<byte> bytes)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        var count = ShapeCheck.CountOf(name, shape);
        if (bytes.Length % size != 0 || bytes.Length / size != count)
        {
            throw ServingException.Mismatch(
                $"Input '{name}' has {bytes.Length} bytes, shape [{string.Join(",", shape)}] holds {count} elements "
                + $"of {size} bytes.");
        }

        var data = GC.AllocateUninitializedArray<T>((int)count);
        bytes.CopyTo(MemoryMarshal.AsBytes(data.AsSpan()));
        return new Tensor<T>(data, shape);
    }

    // Any byte but zero is true for a reader, yet only 1 is a true that compares equal in .NET.
    private static Tensor<bool> ReadFlags(string name, long[] shape, ReadOnlySpan<byte> bytes)
    {
        var raw = Numbers<byte>(name, shape, bytes).Data.Span;
        var flags = new bool[raw.Length];
        for (var i = 0; i < flags.Length; i++)
        {
            flags[i] = raw[i] != 0;
        }

        return new Tensor<bool>(flags, shape);
    }

    private static StringTensor ReadTexts(string name, long[] shape, ReadOnlySpan<byte> bytes)
    {
        var count = ShapeCheck.CountOf(name, shape);
        var texts = new List<string>((int)Math.Min(count, bytes.Length / LengthBytes));
        while (!bytes.IsEmpty && texts.Count <= count)
        {
            var length = bytes.Length < LengthBytes ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (length > bytes.Length - LengthBytes)
            {
                throw ServingException.Malformed(
                    $"Input '{name}': the text at index {texts.Count} announces more bytes than there are.");
            }

            texts.Add(Decode(name, texts.Count, bytes.Slice(LengthBytes, (int)length)));
            bytes = bytes[(LengthBytes + (int)length)..];
        }

        return texts.Count == count
            ? new StringTensor([.. texts], shape)
            : throw ServingException.Mismatch(
                $"Input '{name}' has {(bytes.IsEmpty ? "" : "more than ")}{texts.Count} texts, "
                + $"shape [{string.Join(",", shape)}] holds {count}.");
    }

    /// <summary>One text in UTF-8.</summary>
    /// <exception cref="ServingException">It is not UTF-8.</exception>
    public static string Decode(string name, int index, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException error)
        {
            throw ServingException.Malformed($"Input '{name}': the text at index {index} is not UTF-8.", error);
        }
    }
}
