namespace Tracking.Models.Tensors;

/// <summary>
/// A tensor of text. An element is null where a request's column has none; what cannot be given null, such as an ONNX
/// graph, refuses it.
/// </summary>
public sealed class StringTensor : Tensor
{
    /// <summary>Wraps an array; it is not copied.</summary>
    /// <param name="data">Row-major elements.</param>
    /// <param name="shape">Extents whose product is the number of elements.</param>
    public StringTensor(string?[] data, params long[] shape)
        : base(ElementType.String, shape, data.Length) => Data = data;

    /// <summary>The elements in row-major order.</summary>
    public string?[] Data { get; }

    /// <inheritdoc/>
    public override int Count => Data.Length;

    /// <inheritdoc/>
    public override Tensor Reshape(params long[] shape) => new StringTensor(Data, shape);
}
