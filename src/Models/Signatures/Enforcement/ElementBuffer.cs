using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>A buffer of fixed-size elements.</summary>
internal abstract class ElementBuffer<T>(ValueSubject subject, int capacity) : ValueBuffer(subject)
    where T : unmanaged
{
    private T[] _elements = new T[capacity];
    private int _count;

    public sealed override int Count => _count;

    public sealed override Tensor ToTensor(params long[] shape) => new Tensor<T>(_elements.AsMemory(0, _count), shape);

    protected void Add(T element)
    {
        if (_count == _elements.Length)
        {
            Array.Resize(ref _elements, Math.Max(16, _count * 2));
        }

        _elements[_count++] = element;
    }
}
