namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>A named edge of a graph: an input, an initializer, or what a node gives. Builders make them.</summary>
public sealed class OnnxValue
{
    private readonly OnnxModelBuilder? _owner;

    internal OnnxValue(OnnxModelBuilder? owner, string name) => (_owner, Name) = (owner, name);

    /// <summary>Stands in a node's inputs for an optional one that is left out.</summary>
    public static OnnxValue None { get; } = new(null, "");

    /// <summary>Unique within its graph.</summary>
    public string Name { get; }

    internal bool IsNone => _owner is null;

    internal bool IsOf(OnnxModelBuilder model) => ReferenceEquals(_owner, model);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
