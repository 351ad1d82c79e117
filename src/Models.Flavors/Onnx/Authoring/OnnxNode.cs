namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>One application of an operator, as <see cref="OnnxModelBuilder.Add"/> takes it.</summary>
/// <param name="Operator">The operator's name in its domain, such as <c>Gemm</c>; case matters.</param>
/// <param name="Inputs">In the operator's order; <see cref="OnnxValue.None"/> for an optional one left out.</param>
public sealed record OnnxNode(string Operator, IReadOnlyList<OnnxValue> Inputs)
{
    /// <summary>Empty for ONNX's own operators, else one that <see cref="OnnxModelOptions.Opsets"/> imports.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The names of what it gives; empty lets the builder name a single output.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Attributes that differ from the operator's defaults.</summary>
    public IReadOnlyList<(string Name, OnnxAttributeValue Value)> Attributes { get; init; } = [];
}
