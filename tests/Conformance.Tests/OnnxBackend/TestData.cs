using System.Runtime.InteropServices;
using Google.Protobuf;
using Tracking.Conformance.Tests.OnnxBackend.Messages;
using Tracking.Models.Flavors.Onnx.Values;
using Tracking.Models.Tensors;

namespace Tracking.Conformance.Tests.OnnxBackend;

/// <summary>Reads the values of ONNX's backend test data.</summary>
internal static class TestData
{
    private const int UInt16 = 4;
    private const int BFloat16 = 16;

    /// <summary>A value of a file, by the type that the model declares; null for an empty optional.</summary>
    public static ModelValue? Read(string path, TypeMessage type)
    {
        var bytes = File.ReadAllBytes(path);
        return type.ValueCase switch
        {
            TypeMessage.ValueOneofCase.SequenceType => Sequence(SequenceMessage.Parser.ParseFrom(bytes)),
            TypeMessage.ValueOneofCase.OptionalType => Optional(OptionalMessage.Parser.ParseFrom(bytes)),
            _ => new TensorValue(Tensor(TensorMessage.Parser.ParseFrom(bytes), type.TensorType.ElemType)),
        };
    }

    // numpy has no bfloat16: the files hold its bits as uint16.
    private static Tensor Tensor(TensorMessage tensor, int declaredType)
    {
        if (tensor.DataType == UInt16 && declaredType == BFloat16)
        {
            tensor.DataType = BFloat16;
        }

        return Tensor(tensor);
    }

    private static ModelValue? Optional(OptionalMessage optional) =>
        optional.TensorValue is { } tensor ? new TensorValue(Tensor(tensor))
        : optional.SequenceValue is { } sequence ? Sequence(sequence)
        : null;

    private static SequenceValue Sequence(SequenceMessage sequence) =>
        new([.. sequence.TensorValues.Select(tensor => new TensorValue(Tensor(tensor)))]);

    private static Tensor Tensor(TensorMessage tensor)
    {
        long[] shape = [.. tensor.Dims];
        return tensor.DataType switch
        {
            1 => Of(tensor, shape, () => tensor.FloatData),
            2 => Of(tensor, shape, () => tensor.Int32Data.Select(value => (byte)value)),
            3 => Of(tensor, shape, () => tensor.Int32Data.Select(value => (sbyte)value)),
            4 => Of(tensor, shape, () => tensor.Int32Data.Select(value => (ushort)value)),
            5 => Of(tensor, shape, () => tensor.Int32Data.Select(value => (short)value)),
            6 => Of(tensor, shape, () => tensor.Int32Data),
            7 => Of(tensor, shape, () => tensor.Int64Data),
            8 => new StringTensor([.. tensor.StringData.Select(text => text.ToStringUtf8())], shape),
            9 => Of(tensor, shape, () => tensor.Int32Data.Select(value => value != 0)),
            10 => Of(tensor, shape, () => tensor.Int32Data.Select(
                value => BitConverter.UInt16BitsToHalf((ushort)value))),
            11 => Of(tensor, shape, () => tensor.DoubleData),
            12 => Of(tensor, shape, () => tensor.Uint64Data.Select(value => (uint)value)),
            13 => Of(tensor, shape, () => tensor.Uint64Data),
            16 => Of(tensor, shape, () => tensor.Int32Data.Select(value => new BFloat16((ushort)value))),
            var other => throw new NotSupportedException($"element type {other}"),
        };
    }

    private static Tensor<T> Of<T>(TensorMessage tensor, long[] shape, Func<IEnumerable<T>> listed)
        where T : unmanaged => new(
            tensor.HasRawData ? MemoryMarshal.Cast<byte, T>(tensor.RawData.Span).ToArray() : listed().ToArray(), shape);
}
