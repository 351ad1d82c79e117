using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>Tensors of a request against the inputs that a model declares.</summary>
internal static class ModelInputs
{
    /// <summary>The only input of a model that is sent values without a name.</summary>
    /// <exception cref="ServingException">It has several.</exception>
    public static TensorInfo Only(LoadedModel model) => model.Scorer.Schema.Inputs is [var only, ..] inputs
        && inputs.Skip(1).All(input => input.IsOptional)
        ? only
        : throw ServingException.Malformed(
            $"Model '{model.Name}' takes {Names(model)}; send objects with these names in place of bare values.");

    /// <summary>The same tensors, complete and in shapes that the model takes.</summary>
    /// <exception cref="ServingException">One is missing, or its shape does not fit.</exception>
    public static List<NamedTensor> Check(List<NamedTensor> given, LoadedModel model)
    {
        foreach (var input in model.Scorer.Schema.Inputs)
        {
            var index = given.FindIndex(tensor => tensor.Name == input.Name);
            if (index >= 0)
            {
                given[index] = given[index] with { Tensor = Shaped(given[index].Tensor, input) };
            }
            else if (!input.IsOptional)
            {
                throw ServingException.Mismatch(
                    $"Input '{input.Name}' is missing; model '{model.Name}' takes {Names(model)}.");
            }
        }

        return given;
    }

    private static string Names(LoadedModel model) =>
        string.Join(", ", model.Scorer.Schema.Inputs.Select(input => $"'{input.Name}'"));

    // One value for each row is what rows of single features look like: [rows] and [rows, 1] stand for each other.
    private static Tensor Shaped(Tensor tensor, TensorInfo input)
    {
        if (TensorShapes.Fits(tensor.Shape, input.Shape))
        {
            return tensor;
        }

        long[] other = tensor.Rank == 1 ? [tensor.Count, 1] : [tensor.Count];
        return (tensor.Rank == 1 || tensor.Shape is [_, 1]) && TensorShapes.Fits(other, input.Shape)
            ? tensor.Reshape(other)
            : throw ServingException.Mismatch(
                $"Input '{input.Name}' has shape [{string.Join(",", tensor.Shape.ToArray())}], expected "
                + $"[{string.Join(",", input.Shape)}].");
    }
}
