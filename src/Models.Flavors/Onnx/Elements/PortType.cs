namespace Tracking.Models.Flavors.Onnx.Elements;

/// <summary>The type of an input or output, with what it takes to exchange its values.</summary>
internal abstract record PortType;

/// <summary>A tensor.</summary>
/// <param name="Codec">How its elements are exchanged.</param>
/// <param name="Shape">
/// Extents, -1 where any will do. Empty for a scalar, but also where the model states no shape: the runtime does not
/// tell these apart, so neither is checked.
/// </param>
internal sealed record TensorType(ElementCodec Codec, long[] Shape) : PortType;

/// <summary>Tensors or maps in order.</summary>
internal sealed record SequenceType(PortType Items) : PortType;

/// <summary>Keys with a value each.</summary>
internal sealed record MapType(ElementCodec Keys, ElementCodec Values) : PortType;

/// <summary>A tensor or sequence that may be left out.</summary>
internal sealed record OptionalType(PortType Item) : PortType;

/// <summary>An input or output as the runtime has it.</summary>
/// <param name="Name">As the model names it.</param>
/// <param name="Type">What its values are.</param>
/// <param name="IsOptional">Whether a request may leave it out.</param>
internal sealed record ValuePort(string Name, PortType Type, bool IsOptional);
