using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures;

/// <summary>A tensor that goes in or out.</summary>
/// <param name="Name">Its name; null only for a single tensor.</param>
/// <param name="DType">Numpy's name of its element type, such as <c>float32</c>; kept even if unknown.</param>
/// <param name="Shape">The extent of each dimension, -1 where any will do.</param>
public sealed record TensorSpec(string? Name, string DType, IReadOnlyList<long> Shape)
{
    /// <summary>A tensor of a known element type.</summary>
    /// <param name="name">Its name; null only for a single tensor.</param>
    /// <param name="elementType">What its elements are.</param>
    /// <param name="shape">The extent of each dimension, -1 where any will do.</param>
    public TensorSpec(string? name, ElementType elementType, IReadOnlyList<long> shape)
        : this(name, NumpyTypes.Name(elementType), shape)
    {
    }

    /// <summary>What the elements are, or null for a numpy type that tensors do not hold.</summary>
    public ElementType? ElementType => NumpyTypes.Find(DType);

    /// <summary>As MLflow's messages name it: <c>Tensor('float32', (-1, 4))</c>.</summary>
    public override string ToString() =>
        (Name is null ? "" : $"'{Name}': ") + $"Tensor('{DType}', {TensorShapes.Print([.. Shape])})";
}
