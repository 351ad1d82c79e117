using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Reads 'inputs' and 'instances' of models that take arrays.</summary>
internal static class TensorInputReader
{
    /// <summary>Reads the value that the reader stands on: an array, arrays by name, or rows of them.</summary>
    /// <exception cref="ServingException">It cannot be read, or not as what the signature asks for.</exception>
    public static List<NamedTensor> Read(ref Utf8JsonReader reader, LoadedModel model)
    {
        var kind = InputKinds.Of(model);
        return Holds(ref reader) switch
        {
            Content.Rows when kind == InputKind.UnnamedTensor =>
                throw Unnamed(ref reader, ServingError.SignatureMismatch),
            Content.Named or Content.Nothing when kind == InputKind.UnnamedTensor =>
                throw Unnamed(ref reader, ServingError.MalformedRequest),
            Content.Rows => new NamedTensorReader(model).ReadRows(ref reader),
            Content.Named => new NamedTensorReader(model).ReadObject(ref reader),
            _ => [ReadSingle(ref reader, model)],
        };
    }

    private static NamedTensor ReadSingle(ref Utf8JsonReader reader, LoadedModel model)
    {
        var known = model.Scorer.Schema.Inputs;
        if (known.Count > 1 && !known[1].IsOptional)
        {
            throw ServingException.Malformed(
                $"Invalid input. Model '{model.Name}' takes {known.Count} inputs by name: "
                + $"{PythonTypes.List(known.Select(input => input.Name))}; send an object with these keys.");
        }

        var values = ValueBuffer.ForTensor(TensorInputs.TypeOf(model, known[0]), known[0].Name);
        var shape = JsonValues.AppendNested(ref reader, values);
        return new NamedTensor(known[0].Name, values.ToTensor(shape));
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
