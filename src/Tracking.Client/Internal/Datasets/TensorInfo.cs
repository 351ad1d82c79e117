namespace Tracking.Client.Internal.Datasets;

/// <summary>Type and size of an array of numbers.</summary>
/// <param name="Type">NumPy's name of it, such as <c>float32</c>.</param>
/// <param name="Shape">Of all dimensions.</param>
/// <param name="ElementBytes">Of one number.</param>
internal sealed record TensorInfo(string Type, IReadOnlyList<int> Shape, int ElementBytes)
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(float)] = "float32",
        [typeof(double)] = "float64",
        [typeof(byte)] = "uint8",
        [typeof(sbyte)] = "int8",
        [typeof(short)] = "int16",
        [typeof(ushort)] = "uint16",
        [typeof(int)] = "int32",
        [typeof(uint)] = "uint32",
        [typeof(long)] = "int64",
        [typeof(ulong)] = "uint64",
    };

    internal long Count => Shape.Aggregate(1L, (product, size) => product * size);

    internal long Bytes => Count * ElementBytes;

    internal static string TypeOf<T>() => Names.TryGetValue(typeof(T), out var name)
        ? name
        : throw new ArgumentException(
            $"Arrays of {typeof(T).Name} are no tensors; expected {string.Join(", ", Names.Values)}");

    /// <exception cref="ArgumentException">The shape is not that of so many numbers.</exception>
    internal void Check(int count)
    {
        if (Shape.Count == 0 || Shape.Any(size => size < 0) || Count != count)
            throw new ArgumentException($"{count} numbers do not have the shape [{string.Join(", ", Shape)}]");
    }

    public override string ToString() => $"{Type}[{string.Join(", ", Shape)}]";
}
