using System.Text;
using System.Text.Json;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Json;

/// <summary>
/// Reads JSON values straight into the elements of one tensor. The tensor built is valid until the builder is
/// disposed. Not thread-safe.
/// </summary>
internal abstract class TensorBuilder(string name, ElementType elementType) : IDisposable
{
    /// <summary>The input that it fills.</summary>
    public string Name => name;

    /// <summary>How many values were appended.</summary>
    public int Items { get; private protected set; }

    /// <summary>The shape of each value; all values have the same.</summary>
    public long[] ItemShape { get; private protected set; } = [];

    private protected ElementType ElementType => elementType;

    /// <summary>Reads the value that the reader stands on: a plain one or a nested array.</summary>
    /// <param name="reader">Stands on the value's first token; left on its last.</param>
    /// <param name="coerce">Whether to accept what MLflow's casts accept besides JSON's own form of the type.</param>
    /// <exception cref="ServingException">An element is not of the type, or the array is ragged.</exception>
    public abstract void Append(ref Utf8JsonReader reader, bool coerce);

    /// <summary>The elements read so far, under a shape that holds as many.</summary>
    public abstract Tensor Build(long[] shape);

    /// <summary>How many elements were read.</summary>
    public abstract int Count { get; }

    public abstract void Dispose();

    /// <summary>A builder for an element type.</summary>
    public static TensorBuilder For(string name, ElementType type) => type switch
    {
        ElementType.Bool => new NumberTensorBuilder<bool, BooleanReader>(name, type),
        ElementType.UInt8 => new NumberTensorBuilder<byte, IntegerReader<byte>>(name, type),
        ElementType.UInt16 => new NumberTensorBuilder<ushort, IntegerReader<ushort>>(name, type),
        ElementType.UInt32 => new NumberTensorBuilder<uint, IntegerReader<uint>>(name, type),
        ElementType.UInt64 => new NumberTensorBuilder<ulong, IntegerReader<ulong>>(name, type),
        ElementType.Int8 => new NumberTensorBuilder<sbyte, IntegerReader<sbyte>>(name, type),
        ElementType.Int16 => new NumberTensorBuilder<short, IntegerReader<short>>(name, type),
        ElementType.Int32 => new NumberTensorBuilder<int, IntegerReader<int>>(name, type),
        ElementType.Int64 => new NumberTensorBuilder<long, IntegerReader<long>>(name, type),
        ElementType.Float16 => new NumberTensorBuilder<Half, HalfReader>(name, type),
        ElementType.BFloat16 => new NumberTensorBuilder<BFloat16, BFloat16Reader>(name, type),
        ElementType.Float32 => new NumberTensorBuilder<float, SingleReader>(name, type),
        ElementType.Float64 => new NumberTensorBuilder<double, DoubleReader>(name, type),
        _ => new TextTensorBuilder(name),
    };

    private protected void AddItem(long[] shape)
    {
        if (Items == 0)
        {
            ItemShape = shape;
        }
        else if (!shape.AsSpan().SequenceEqual(ItemShape))
        {
            throw ServingException.Malformed(
                $"Input '{name}' is ragged: row 0 has shape [{string.Join(", ", ItemShape)}], "
                + $"row {Items} has shape [{string.Join(", ", shape)}].");
        }

        Items++;
    }

    private protected ServingException Refused(ref Utf8JsonReader reader, in ArrayShape at)
    {
        var raw = reader.TokenType == JsonTokenType.StartObject ? "{...}" : Encoding.UTF8.GetString(reader.ValueSpan);
        var shown = raw.Length > 60 ? raw[..60] + "..." : raw;
        var value = reader.TokenType == JsonTokenType.String ? $"\"{shown}\"" : shown;
        return ServingException.Malformed(
            $"Input '{name}'{at.Position()} is {value}, expected {ElementNames.Of(elementType)}.");
    }
}

/// <summary>Elements of one type, read by <typeparamref name="TReader"/>.</summary>
internal abstract class TensorBuilder<T, TReader>(string name, ElementType type) : TensorBuilder(name, type)
    where TReader : struct, IElementReader<T>
{
    public override int Count => Elements.Count;

    private protected ElementBuffer<T> Elements { get; } = new();

    public override void Append(ref Utf8JsonReader reader, bool coerce)
    {
        var shape = new ArrayShape();
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    shape.Open();
                    break;
                case JsonTokenType.EndArray:
                    shape.Close();
                    break;
                default:
                    Elements.Add(ReadOne(ref reader, coerce, in shape));
                    shape.Element();
                    break;
            }
        }
        while (shape.Depth > 0 && reader.Read());
        AddItem(shape.ToShape());
    }

    public override void Dispose() => Elements.Dispose();

    private T ReadOne(ref Utf8JsonReader reader, bool coerce, in ArrayShape at) =>
        TReader.TryRead(ref reader, out var value) || (coerce && TReader.TryCoerce(ref reader, out value))
            ? value
            : throw Refused(ref reader, in at);
}

internal sealed class NumberTensorBuilder<T, TReader>(string name, ElementType type)
    : TensorBuilder<T, TReader>(name, type)
    where T : unmanaged
    where TReader : struct, IElementReader<T>
{
    public override Tensor Build(long[] shape) => new Tensor<T>(Elements.Written, shape);
}

internal sealed class TextTensorBuilder(string name)
    : TensorBuilder<string, TextReader>(name, ElementType.String)
{
    public override Tensor Build(long[] shape) => new StringTensor(Elements.Written.ToArray(), shape);
}
