using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Holds arrays against a signature of tensors.</summary>
internal static class TensorSignature
{
    /// <summary>Every tensor of the signature is there, with its rank and fixed extents.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.SignatureMismatch"/>.</exception>
    public static void Enforce(ModelSchema schema, List<NamedTensor> inputs)
    {
        foreach (var spec in schema.Tensors)
        {
            var index = spec.Name is null ? 0 : inputs.FindIndex(input => input.Name == spec.Name);
            if (index < 0)
            {
                throw Missing(schema, inputs);
            }

            CheckShape(schema, spec, inputs[index].Tensor.Shape);
        }
    }

    private static void CheckShape(ModelSchema schema, TensorSpec spec, ReadOnlySpan<long> shape)
    {
        var fits = shape.Length == spec.Shape.Count;
        for (var i = 0; fits && i < shape.Length; i++)
        {
            fits = spec.Shape[i] < 0 || spec.Shape[i] == shape[i];
        }

        if (!fits)
        {
            var name = spec.Name is null ? string.Empty : $" '{spec.Name}'";
            throw ServingException.Mismatch(
                $"Failed to enforce schema '{schema}'. Error: Shape of input{name} {Tuple(shape)} does not match "
                + $"expected shape {Tuple([.. spec.Shape])}.");
        }
    }

    private static ServingException Missing(ModelSchema schema, List<NamedTensor> inputs)
    {
        var given = inputs.ConvertAll(input => input.Name);
        var missing = schema.Tensors.Select(spec => spec.Name!).Where(name => !given.Contains(name));
        return ServingException.Mismatch(
            $"Failed to enforce schema '{schema}'. Error: Model is missing inputs {PythonTypes.List(missing)}.");
    }

    /// <summary>A shape as Python prints it: (), (4,), (-1, 4).</summary>
    private static string Tuple(ReadOnlySpan<long> shape) => shape.Length switch
    {
        1 => $"({shape[0]},)",
        _ => $"({string.Join(", ", shape.ToArray())})",
    };
}
