using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Reads 'inputs' and 'instances' of models that take arrays.</summary>
internal static class TensorInvocation
{
    /// <summary>Reads the value that the reader stands on: an array, arrays by name, or rows of them.</summary>
    /// <exception cref="ServingException">It cannot be read, or does not fit the signature.</exception>
    public static List<NamedTensor> Read(ref Utf8JsonReader reader, LoadedModel model, RequestMemory memory)
    {
        var kind = InputKinds.Of(model);
        var inputs = Holds(ref reader) switch
        {
            Content.Rows when kind == InputKind.UnnamedTensor => throw Unnamed(ref reader, ServingError.SignatureMismatch),
            Content.Named or Content.Nothing when kind == InputKind.UnnamedTensor =>
                throw Unnamed(ref reader, ServingError.MalformedRequest),
            Content.Rows => new NamedTensorReader(model, memory).ReadRows(ref reader),
            Content.Named => new NamedTensorReader(model, memory).ReadObject(ref reader),
            _ => [ReadSingle(ref reader, model, memory)],
        };
        if (kind != InputKind.Unsigned)
        {
            TensorSignature.Enforce(model.Signature!.Inputs!, inputs);
        }

        return inputs;
    }

    private static NamedTensor ReadSingle(ref Utf8JsonReader reader, LoadedModel model, RequestMemory memory)
    {
        var known = model.Scorer.Schema.Inputs;
        if (known.Count(input => !input.IsOptional) > 1)
        {
            throw ServingException.Malformed(
                $"Invalid input. Model '{model.Name}' takes {known.Count} inputs by name: "
                + $"{PythonTypes.List(known.Select(input => input.Name))}; send an object with these keys.");
        }

        var builder = memory.Own(TensorBuilder.For(known[0].Name, known[0].ElementType));
        builder.Append(ref reader, coerce: true);
        return new NamedTensor(known[0].Name, builder.Build(builder.ItemShape));
    }

    private static Content Holds(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.TokenType switch
            {
                JsonTokenType.StartObject => Content.Named,
                JsonTokenType.Null => Content.Nothing,
                _ => Content.Array,
            };
        }

        var ahead = reader;
        ahead.Read();
        return ahead.TokenType == JsonTokenType.StartObject ? Content.Rows : Content.Array;
    }

    private static ServingException Unnamed(ref Utf8JsonReader reader, ServingError error) => new(
        error,
        "Invalid input. Failed to parse input data. This model contains an un-named model signature which expects a "
        + "single n-dimensional array or a single value as input, however, an input of type "
        + $"<class '{PythonTypes.NameOf(ref reader)}'> was found.");

    private enum Content
    {
        Array,
        Named,
        Rows,
        Nothing,
    }
}
