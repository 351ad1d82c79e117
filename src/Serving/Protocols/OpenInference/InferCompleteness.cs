using Tracking.Models.Scoring;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Whether an infer request names what the model has.</summary>
internal static class InferCompleteness
{
    /// <summary>Every input that the model needs is there.</summary>
    /// <exception cref="ServingException">One is missing.</exception>
    public static void Check(IReadOnlyList<NamedTensor> inputs, LoadedModel model)
    {
        foreach (var wanted in model.Scorer.Schema.Inputs)
        {
            if (!wanted.IsOptional && !Contains(inputs, wanted.Name))
            {
                throw ServingException.Malformed(
                    $"Input '{wanted.Name}' is missing; model '{model.Name}' takes "
                    + $"{Names(model.Scorer.Schema.Inputs)}.");
            }
        }
    }

    /// <summary>The name of an output that the model gives.</summary>
    /// <exception cref="ServingException">It gives none of that name.</exception>
    public static string KnownOutput(string? name, LoadedModel model)
    {
        var known = model.Scorer.Schema.Outputs;
        foreach (var output in known)
        {
            if (output.Name == name)
            {
                return output.Name;
            }
        }

        throw ServingException.Malformed(
            $"Model '{model.Name}' has no output '{name}'; it gives {Names(known)}.");
    }

    /// <summary>The model's input of a name, whose elements the request calls by a datatype.</summary>
    /// <exception cref="ServingException">There is none, or its datatype is another.</exception>
    public static TensorInfo KnownInput(string? name, string? datatype, LoadedModel model)
    {
        var known = model.Scorer.Schema.Inputs;
        foreach (var input in known)
        {
            if (input.Name == name)
            {
                CheckDatatype(input, datatype);
                return input;
            }
        }

        throw ServingException.Mismatch(
            $"Model '{model.Name}' has no input '{name}'; it takes {Names(known)}.");
    }

    private static void CheckDatatype(TensorInfo input, string? datatype)
    {
        var expected = Datatypes.NameOf(input.ElementType);
        if (datatype != expected)
        {
            throw ServingException.Mismatch(
                Datatypes.TryParse(datatype ?? string.Empty, out _)
                    ? $"Input '{input.Name}' has datatype {datatype}, expected {expected}."
                    : $"Input '{input.Name}' has unknown datatype '{datatype}'; known are {Datatypes.Known}.");
        }
    }

    /// <summary>Names for messages.</summary>
    public static string Names(IReadOnlyList<TensorInfo> tensors) =>
        string.Join(", ", tensors.Select(t => $"'{t.Name}'"));

    private static bool Contains(IReadOnlyList<NamedTensor> inputs, string name)
    {
        foreach (var input in inputs)
        {
            if (input.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
