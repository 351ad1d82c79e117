using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Numbers;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Arrays of a request, each named after the model's input that it is for.</summary>
internal sealed class TensorInputs(
    LoadedModel model, List<NamedTensor> tensors, InputLease? lease = null) : IRequestInputs
{
    /// <summary>What an input's elements are read as: what its signature says, else what the model takes.</summary>
    public static ElementType TypeOf(LoadedModel model, TensorInfo input)
    {
        foreach (var spec in model.Signature?.Inputs?.Tensors ?? [])
        {
            if (spec.Name is null || spec.Name == input.Name)
            {
                return spec.ElementType ?? input.ElementType;
            }
        }

        return input.ElementType;
    }

    public Invocation Bind()
    {
        var inputs = model.Signature?.Inputs is { } schema ? Enforce(schema) : tensors;
        foreach (var input in inputs)
        {
            if (InfoOf(input.Name) is { } info && info.ElementType != input.Tensor.ElementType)
            {
                return new Invocation(inputs.Select(Cast).ToList(), AnswersRecords: false, lease);
            }
        }

        return new Invocation(inputs, AnswersRecords: false, lease);
    }

    private IReadOnlyList<NamedTensor> Enforce(ModelSchema schema)
    {
        try
        {
            return TensorEnforcement.Enforce(tensors, schema);
        }
        catch (ScoringException error)
        {
            throw Signatures.NotEnforced(model, error);
        }
    }

    private NamedTensor Cast(NamedTensor input)
    {
        if (InfoOf(input.Name) is not { } info)
        {
            return input;
        }

        try
        {
            return input with { Tensor = ElementConversion.Convert(input.Tensor, info.ElementType) };
        }
        catch (InvalidCastException error)
        {
            throw ServingException.Malformed($"Invalid input. '{input.Name}': {error.Message}", error);
        }
    }

    private TensorInfo? InfoOf(string name)
    {
        foreach (var input in model.Scorer.Schema.Inputs)
        {
            if (input.Name == name)
            {
                return input;
            }
        }

        return null;
    }
}
