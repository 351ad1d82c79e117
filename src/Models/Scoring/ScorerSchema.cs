using Tracking.Models.Tensors;

namespace Tracking.Models.Scoring;

/// <summary>The inputs and outputs of a loaded model, in its own order.</summary>
/// <param name="Inputs">What it takes.</param>
/// <param name="Outputs">What it gives.</param>
public sealed record ScorerSchema(IReadOnlyList<TensorInfo> Inputs, IReadOnlyList<TensorInfo> Outputs);

/// <summary>One input or output.</summary>
/// <param name="Name">As the model names it.</param>
/// <param name="ElementType">The type of its elements.</param>
/// <param name="Shape">The extent of each dimension, -1 where any will do.</param>
public sealed record TensorInfo(string Name, ElementType ElementType, IReadOnlyList<long> Shape)
{
    /// <summary>Whether a request may leave this input out.</summary>
    public bool IsOptional { get; init; }
}
