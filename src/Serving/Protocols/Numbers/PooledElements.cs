using System.Buffers;
using System.Runtime.CompilerServices;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Protocols.Numbers;

/// <summary>Elements of one tensor in an array of the pool, gathered one by one. Not thread-safe.</summary>
internal abstract class PooledElements
{
    /// <summary>How many there are.</summary>
    public abstract int Count { get; }

    /// <summary>
    /// Reads the array of plain numbers that begins at a place, nested or not, and steps behind it; false where
    /// anything else stands in it.
    /// </summary>
    public abstract bool TryRead(ReadOnlySpan<byte> json, ref int at, out long[] shape);

    /// <summary>Takes all elements from their little-endian bytes, without padding.</summary>
    public abstract void CopyFrom(ReadOnlySpan<byte> bytes);

    /// <summary>The elements in a shape; it lives until <see cref="Return"/>.</summary>
    public abstract Tensor ToTensor(long[] shape);

    /// <summary>Gives the array back; nothing may use a tensor of it any more.</summary>
    public abstract void Return();
}

/// <summary>Elements of one type.</summary>
internal sealed class PooledElements<T, TElement>(int capacity) : PooledElements
    where T : unmanaged
    where TElement : struct, INumberElement<T>
{
    private T[] _elements = ArrayPool<T>.Shared.Rent(capacity);
    private int _count;

    public override int Count => _count;

    public override bool TryRead(ReadOnlySpan<byte> json, ref int at, out long[] shape)
    {
        var found = new Json.ArrayShape();
        var i = at;
        do
        {
            i = NumberArrays.SkipBlank(json, i);
            if (i < json.Length && json[i] == '[')
            {
                found.Open();
                i = NumberArrays.SkipBlank(json, i + 1);
                if (i < json.Length && json[i] != ']')
                {
                    continue;
                }
            }
            else if (ReadRun(json, ref i) is > 0 and var count)
            {
                found.Elements(count);
            }
            else
            {
                shape = [];
                return false;
            }

            if (!NumberArrays.StepBehind(json, ref i, ref found))
            {
                shape = [];
                return false;
            }
        }
        while (found.Depth > 0);

        at = i;
        shape = found.ToShape();
        return true;
    }

    public override void CopyFrom(ReadOnlySpan<byte> bytes)
    {
        _count = bytes.Length / Unsafe.SizeOf<T>();
        Fit(_count);
        bytes.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_elements.AsSpan(0, _count)));
    }

    public override Tensor ToTensor(long[] shape) => new Tensor<T>(_elements.AsMemory(0, _count), shape);

    public override void Return()
    {
        var elements = _elements;
        _elements = [];
        _count = 0;
        if (elements.Length > 0)
        {
            ArrayPool<T>.Shared.Return(elements);
        }
    }

    /// <summary>Reads numbers with commas between; how many, or 0 where something else stands there.</summary>
    private int ReadRun(ReadOnlySpan<byte> json, ref int at)
    {
        var start = _count;
        var elements = _elements;
        var i = at;
        while (true)
        {
            if (_count == elements.Length)
            {
                Fit(_count + 1);
                elements = _elements;
            }

            if (!TryReadOne(json, ref i, out elements[_count]))
            {
                return 0;
            }

            _count++;
            at = i;
            i = NumberArrays.SkipBlank(json, i);
            if (i >= json.Length || json[i] != ',')
            {
                return _count - start;
            }

            i = NumberArrays.SkipBlank(json, i + 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadOne(ReadOnlySpan<byte> json, ref int at, out T element)
    {
        if (JsonNumber.TryRead(json, ref at, out var number))
        {
            return TElement.TryMake(number, out element);
        }

        element = default;
        return at < json.Length && JsonNumber.TryReadGeneral(json, ref at, out var general)
            && TElement.TryMake(general, out element);
    }

    private void Fit(int count)
    {
        if (_elements.Length >= count)
        {
            return;
        }

        var larger = ArrayPool<T>.Shared.Rent(Math.Max(count, _elements.Length * 2));
        _elements.AsSpan(0, Math.Min(_count, _elements.Length)).CopyTo(larger);
        ArrayPool<T>.Shared.Return(_elements);
        _elements = larger;
    }
}
