using System.Numerics;
using System.Runtime.InteropServices;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.OpenInference;
using Tracking.Serving.Protocols.OpenInference.Raw;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>Reads InferTensorContents into tensors.</summary>
internal static class TypedContents
{
    /// <summary>Makes a number of what a varint holds.</summary>
    private delegate T FromVarint<T>(ulong value);

    /// <summary>Reads the one field that suits the type.</summary>
    /// <exception cref="ServingException">Another field is filled, or the elements are not the shape's.</exception>
    public static Tensor Read(string name, ElementType type, long[] shape, ReadOnlySpan<byte> contents)
    {
        var field = ContentFields.Of(type);
        if (field == 0)
        {
            throw ServingException.Mismatch(
                $"Input '{name}' has datatype {Datatypes.NameOf(type)}, which travels only as raw_input_contents.");
        }

        var count = CheckCount(name, field, shape, contents);
        return type switch
        {
            ElementType.Bool => Varints(shape, new bool[count], contents, value => value != 0),
            ElementType.Int8 => Checked(name, shape, new sbyte[count], contents, v => sbyte.CreateChecked((int)v)),
            ElementType.Int16 => Checked(name, shape, new short[count], contents, v => short.CreateChecked((int)v)),
            ElementType.Int32 => Varints(shape, new int[count], contents, value => (int)value),
            ElementType.Int64 => Varints(shape, new long[count], contents, value => (long)value),
            ElementType.UInt8 => Checked(name, shape, new byte[count], contents, v => byte.CreateChecked((uint)v)),
            ElementType.UInt16 => Checked(name, shape, new ushort[count], contents, v => ushort.CreateChecked((uint)v)),
            ElementType.UInt32 => Varints(shape, new uint[count], contents, value => (uint)value),
            ElementType.UInt64 => Varints(shape, new ulong[count], contents, value => value),
            ElementType.Float32 => Fixed<float>(shape, count, contents),
            ElementType.Float64 => Fixed<double>(shape, count, contents),
            _ => Texts(name, shape, count, contents),
        };
    }

    /// <summary>Counts before anything is allocated, so that a small message cannot ask for a large tensor.</summary>
    private static int CheckCount(string name, int field, long[] shape, ReadOnlySpan<byte> contents)
    {
        long count = 0;
        var reader = new ProtoReader(contents);
        while (reader.Next())
        {
            if (reader.Field != field)
            {
                throw ServingException.Mismatch(
                    $"Input '{name}' has {ContentFields.NameOf(reader.Field)}, "
                    + $"expected {ContentFields.NameOf(field)}.");
            }

            count += CountOf(ref reader, field);
        }

        var wanted = ShapeCheck.CountOf(name, shape);
        return count == wanted
            ? (int)count
            : throw ServingException.Mismatch(
                $"Input '{name}' has {count} elements, shape [{string.Join(",", shape)}] holds {wanted}.");
    }

    private static long CountOf(ref ProtoReader reader, int field)
    {
        var element = field switch { 6 => WireKind.Fixed32, 7 => WireKind.Fixed64, 8 => WireKind.Bytes, _ => default };
        if (reader.Kind == element)
        {
            reader.Skip();
            return 1;
        }

        if (reader.Kind != WireKind.Bytes)
        {
            throw ServingException.Malformed(
                $"The message is not protobuf of Open Inference: {ContentFields.NameOf(field)} of kind {reader.Kind}.");
        }

        var packed = reader.Bytes();
        return field switch
        {
            6 => Whole(packed.Length, sizeof(float)),
            7 => Whole(packed.Length, sizeof(double)),
            _ => packed.Length - CountOfContinued(packed),
        };
    }

    private static long Whole(int bytes, int size) => bytes % size == 0
        ? bytes / size
        : throw ServingException.Malformed($"The message is not protobuf: {bytes} bytes of elements of {size}.");

    private static int CountOfContinued(ReadOnlySpan<byte> varints)
    {
        var count = 0;
        foreach (var one in varints)
        {
            count += one >> 7;
        }

        return count;
    }

    private static Tensor<T> Checked<T>(
        string name, long[] shape, T[] data, ReadOnlySpan<byte> contents, FromVarint<T> convert)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        try
        {
            return Varints(shape, data, contents, convert);
        }
        catch (OverflowException error)
        {
            throw ServingException.Mismatch(
                $"Input '{name}' has an element outside {T.MinValue} to {T.MaxValue}.", error);
        }
    }

    private static Tensor<T> Varints<T>(long[] shape, T[] data, ReadOnlySpan<byte> contents, FromVarint<T> convert)
        where T : unmanaged
    {
        var next = 0;
        var reader = new ProtoReader(contents);
        while (reader.Next())
        {
            if (reader.Kind == WireKind.Varint)
            {
                data[next++] = convert(reader.Varint());
                continue;
            }

            var packed = new ProtoReader(reader.Bytes());
            while (!packed.IsAtEnd)
            {
                data[next++] = convert(packed.Varint());
            }
        }

        return new Tensor<T>(data, shape);
    }

    private static Tensor<T> Fixed<T>(long[] shape, int count, ReadOnlySpan<byte> contents)
        where T : unmanaged
    {
        var data = GC.AllocateUninitializedArray<T>(count);
        var rest = MemoryMarshal.AsBytes(data.AsSpan());
        var reader = new ProtoReader(contents);
        while (reader.Next())
        {
            var bytes = reader.Elements();
            bytes.CopyTo(rest);
            rest = rest[bytes.Length..];
        }

        return new Tensor<T>(data, shape);
    }

    private static StringTensor Texts(string name, long[] shape, int count, ReadOnlySpan<byte> contents)
    {
        var texts = new string[count];
        var reader = new ProtoReader(contents);
        for (var i = 0; reader.Next(); i++)
        {
            texts[i] = RawTensors.Decode(name, i, reader.Bytes());
        }

        return new StringTensor(texts, shape);
    }
}
