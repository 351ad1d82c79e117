using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>A buffer of fixed-size elements; what it refuses is quoted as it was written.</summary>
internal abstract class ElementBuffer<T>(ValueSubject subject, int capacity) : ValueBuffer(subject)
    where T : unmanaged
{
    private T[] _elements = new T[capacity];
    private int _count;

    public sealed override int Count => _count;

    /// <summary>What errors say that a number should have been.</summary>
    protected abstract string Expected { get; }

    public sealed override void AppendInteger(long value) =>
        Add(TryMake(value, out var element) ? element : throw Refuse(value, Expected));

    public sealed override void AppendNumber(double value) =>
        Add(TryMake(value, out var element) ? element : throw Refuse(value, Expected));

    public override void AppendNumber(ReadOnlySpan<byte> utf8)
    {
        T element;
        if (Utf8Parser.TryParse(utf8, out long integer, out var used) && used == utf8.Length
            ? TryMake(integer, out element)
            : TryMakeFinite(utf8, out element))
        {
            Add(element);
        }
        else
        {
            throw Refuse(Encoding.UTF8.GetString(utf8), Expected);
        }
    }

    public sealed override Tensor ToTensor(params long[] shape) => new Tensor<T>(_elements.AsMemory(0, _count), shape);

    /// <summary>False where the type does not hold the number.</summary>
    protected abstract bool TryMake(long value, out T element);

    /// <summary>False where the type does not hold the number; NaN and infinities come too.</summary>
    protected abstract bool TryMake(double value, out T element);

    protected void Add(T element)
    {
        if (_count == _elements.Length)
        {
            Array.Resize(ref _elements, Math.Max(16, _count * 2));
        }

        _elements[_count++] = element;
    }

    private bool TryMakeFinite(ReadOnlySpan<byte> utf8, out T element)
    {
        element = default;
        return double.TryParse(utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            && TryMake(number, out element);
    }
}
