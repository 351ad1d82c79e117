using Tracking.Models.Flavors.Onnx.Authoring.Inference;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>A named edge of a graph: an input, an initializer, or what a node gives. Builders make them.</summary>
public sealed class OnnxValue
{
    private readonly OnnxModelBuilder? _owner;

    internal OnnxValue(OnnxModelBuilder? owner, string name, TensorType? type = null, Tensor? constant = null) =>
        (_owner, Name, Type, Constant) = (owner, name, type, constant);

    /// <summary>Stands in a node's inputs for an optional one that is left out.</summary>
    public static OnnxValue None { get; } = new(null, "");

    /// <summary>Unique within its graph.</summary>
    public string Name { get; }

    /// <summary>The type of its elements, null where the builder does not know the operator that gives it.</summary>
    public ElementType? ElementType => Type?.Element;

    /// <summary>Its dimensions, empty for a scalar, null where the builder cannot tell their number.</summary>
    public IReadOnlyList<OnnxDim>? Shape => Type?.Shape;

    internal TensorType? Type { get; }

    /// <summary>What an initializer holds: operators such as Reshape take their result's shape from it.</summary>
    internal Tensor? Constant { get; }

    internal bool IsNone => _owner is null;

    internal bool IsOf(OnnxModelBuilder model) => ReferenceEquals(_owner, model);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
