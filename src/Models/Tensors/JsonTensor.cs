using System.Text.Json;

namespace Tracking.Models.Tensors;

/// <summary>
/// A tensor of JSON values: lists, objects, maps, or whatever a signature calls any. Its elements are immutable; one
/// that was never set counts as null.
/// </summary>
public sealed class JsonTensor : Tensor
{
    /// <summary>Wraps an array; it is not copied.</summary>
    /// <param name="data">Row-major elements, independent of any document that is disposed.</param>
    /// <param name="shape">Extents whose product is the number of elements.</param>
    public JsonTensor(JsonElement[] data, params long[] shape)
        : base(ElementType.Json, shape, data.Length) => Data = data;

    /// <summary>The elements in row-major order.</summary>
    public JsonElement[] Data { get; }

    /// <inheritdoc/>
    public override int Count => Data.Length;

    /// <inheritdoc/>
    public override Tensor Reshape(params long[] shape) => new JsonTensor(Data, shape);
}
