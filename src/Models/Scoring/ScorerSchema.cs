using Tracking.Models.Tensors;

namespace Tracking.Models.Scoring;

/// <summary>The inputs and outputs of a loaded model, in its own order.</summary>
/// <param name="Inputs">What it takes.</param>
/// <param name="Outputs">What it gives.</param>
public sealed record ScorerSchema(IReadOnlyList<TensorInfo> Inputs, IReadOnlyList<TensorInfo> Outputs)
{
    /// <summary>
    /// The input that a table's columns fill side by side: the only one, or a matrix beside which all others are
    /// optional; null where each column is an input of its own.
    /// </summary>
    internal TensorInfo? TableInput => Inputs is [var only]
        ? only
        : Inputs.Where(input => !input.IsOptional).ToList() is [{ Shape.Count: > 1 } matrix] ? matrix : null;

    /// <summary>Whether a required input holds lists, objects or values of any form.</summary>
    internal bool TakesJson() => Inputs.Any(input => !input.IsOptional && input.ElementType == ElementType.Json);

    /// <summary>Whether any input or output holds lists, objects or values of any form.</summary>
    internal bool HoldsJson() => Inputs.Concat(Outputs).Any(each => each.ElementType == ElementType.Json);
}

/// <summary>One input or output.</summary>
/// <param name="Name">As the model names it.</param>
/// <param name="ElementType">The type of its elements.</param>
/// <param name="Shape">The extent of each dimension, -1 where any will do.</param>
public sealed record TensorInfo(string Name, ElementType ElementType, IReadOnlyList<long> Shape)
{
    /// <summary>Whether a request may leave this input out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>
    /// Whether it is a parameter of the signature: it holds for a whole request, so the items of a list are no rows.
    /// </summary>
    public bool IsParameter { get; init; }
}
