using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>Tensors against a signature of tensors: element type and rank exact, -1 for any extent.</summary>
public static class TensorEnforcement
{
    /// <summary>The tensors in the signature's order, without those that it does not name.</summary>
    /// <param name="tensors">For a signature of one tensor without a name: exactly one, whatever its name.</param>
    /// <param name="schema">Of tensors.</param>
    /// <exception cref="ScoringException">One is missing, or is of another element type or shape.</exception>
    public static IReadOnlyList<NamedTensor> Enforce(IReadOnlyList<NamedTensor> tensors, ModelSchema schema)
    {
        if (schema.Tensors is [{ Name: null } unnamed])
        {
            return tensors is [var single]
                ? [single with { Tensor = Check(single.Tensor, unnamed) }]
                : throw new ScoringException(ScoringFault.InvalidInput,
                    $"This model contains an un-named model signature which expects a single tensor, "
                    + $"got {tensors.Count}.");
        }

        var given = tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Tensor);
        MissingInputs.Refuse(
            [.. schema.Tensors.Select(tensor => tensor.Name!).Where(name => !given.ContainsKey(name))],
            [.. given.Keys.Except(schema.Tensors.Select(tensor => tensor.Name!))]);
        return [.. schema.Tensors.Select(spec => new NamedTensor(spec.Name!, Check(given[spec.Name!], spec)))];
    }

    /// <summary>The same tensor, if it is what the signature declares.</summary>
    /// <param name="tensor">Any.</param>
    /// <param name="spec">What is expected.</param>
    /// <exception cref="ScoringException">Its element type or its shape differs.</exception>
    public static Tensor Check(Tensor tensor, TensorSpec spec)
    {
        var input = spec.Name is null ? "input" : $"input '{spec.Name}'";
        if (spec.ElementType != tensor.ElementType)
        {
            throw new ScoringException(ScoringFault.InvalidInput,
                $"dtype of {input} {NumpyTypes.Name(tensor.ElementType)} does not match expected dtype {spec.DType}");
        }

        return TensorShapes.Fits(tensor.Shape, spec.Shape)
            ? tensor
            : throw new ScoringException(ScoringFault.InvalidInput, TensorShapes.Mismatch(tensor.Shape, spec.Shape));
    }
}
