using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Values;

/// <summary>What goes into or comes out of an ONNX model: a tensor, a sequence or a map.</summary>
public abstract class ModelValue
{
    private protected ModelValue()
    {
    }
}

/// <summary>A tensor.</summary>
/// <param name="tensor">Not copied.</param>
public sealed class TensorValue(Tensor tensor) : ModelValue
{
    /// <summary>The tensor.</summary>
    public Tensor Tensor { get; } = tensor;
}

/// <summary>Values of one type in order; their shapes may differ.</summary>
/// <param name="items">Not copied.</param>
public sealed class SequenceValue(IReadOnlyList<ModelValue> items) : ModelValue
{
    /// <summary>The values; may be empty.</summary>
    public IReadOnlyList<ModelValue> Items { get; } = items;
}

/// <summary>Keys with a value each.</summary>
public sealed class MapValue : ModelValue
{
    /// <summary>A map of keys to values; they are not copied.</summary>
    /// <param name="keys">Of shape [n], int64 or text in all maps that ONNX Runtime has.</param>
    /// <param name="values">Of shape [n], the value of each key.</param>
    /// <exception cref="ArgumentException">Other shapes.</exception>
    public MapValue(Tensor keys, Tensor values)
    {
        if (keys.Rank != 1 || values.Rank != 1 || keys.Count != values.Count)
        {
            throw new ArgumentException("A map takes keys of shape [n] and values of the same shape, got keys of "
                + $"[{string.Join(", ", keys.Shape.ToArray())}] and values of "
                + $"[{string.Join(", ", values.Shape.ToArray())}].", nameof(values));
        }

        Keys = keys;
        Values = values;
    }

    /// <summary>The keys, in no order that means anything.</summary>
    public Tensor Keys { get; }

    /// <summary>The values in the order of the keys.</summary>
    public Tensor Values { get; }
}

/// <summary>A value and the name of the input or output that it stands for.</summary>
/// <param name="Name">As the model names it.</param>
/// <param name="Value">The value; null where an optional one is left out.</param>
public readonly record struct NamedValue(string Name, ModelValue? Value);
