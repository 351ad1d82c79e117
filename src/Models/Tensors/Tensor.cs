namespace Tracking.Models.Tensors;

/// <summary>
/// A dense array in row-major order. A tensor does not own pooled or native memory: it lives as long as its array.
/// </summary>
public abstract class Tensor
{
    private readonly long[] _shape;

    private protected Tensor(ElementType elementType, long[] shape, long length)
    {
        ElementType = elementType;
        _shape = shape;
        var expected = CountOf(shape);
        if (expected != length)
        {
            throw new ArgumentException(
                $"A tensor of shape [{string.Join(", ", shape)}] holds {expected} elements, got {length}.");
        }
    }

    /// <summary>What the elements are.</summary>
    public ElementType ElementType { get; }

    /// <summary>The extent of each dimension; empty for a scalar.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>The same extents as an array that must not be changed.</summary>
    internal long[] ShapeArray => _shape;

    /// <summary>How many dimensions there are.</summary>
    public int Rank => _shape.Length;

    /// <summary>How many elements there are.</summary>
    public abstract int Count { get; }

    /// <summary>The same elements in another shape; they are not copied.</summary>
    /// <param name="shape">Extents whose product is the number of elements.</param>
    public abstract Tensor Reshape(params long[] shape);

    /// <summary>How many elements a shape holds: the product of its extents, 1 for a scalar.</summary>
    /// <param name="shape">Extents, none negative.</param>
    /// <exception cref="ArgumentException">An extent is negative or the product exceeds int64.</exception>
    public static long CountOf(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (var extent in shape)
        {
            if (extent < 0)
            {
                throw new ArgumentException($"A shape has no negative extents, got {extent}.", nameof(shape));
            }

            try
            {
                count = checked(count * extent);
            }
            catch (OverflowException)
            {
                throw new ArgumentException("The shape holds more elements than an int64 counts.", nameof(shape));
            }
        }

        return count;
    }
}
