using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.Numbers;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Reads 'inputs' and 'instances' of models that take arrays.</summary>
internal static class TensorInputReader
{
    private const int FirstCapacity = 256;

    /// <summary>Reads the value that the reader stands on: an array, arrays by name, or rows of them.</summary>
    /// <exception cref="ServingException">It cannot be read, or not as what the signature asks for.</exception>
    public static TensorInputs Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LoadedModel model)
    {
        var kind = InputKinds.Of(model);
        return Holds(ref reader) switch
        {
            Content.Rows when kind == InputKind.UnnamedTensor =>
                throw Unnamed(ref reader, ServingError.SignatureMismatch),
            Content.Named or Content.Nothing when kind == InputKind.UnnamedTensor =>
                throw Unnamed(ref reader, ServingError.MalformedRequest),
            Content.Rows => new TensorInputs(model, Named(model).ReadRows(ref reader)),
            Content.Named => new TensorInputs(model, Named(model).ReadObject(ref reader)),
            _ => ReadSingle(ref reader, json, model),
        };
    }

    private static TensorInputs ReadSingle(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LoadedModel model)
    {
        var known = model.Scorer.Schema.Inputs;
        if (known.Count > 1 && !known[1].IsOptional)
        {
            throw ServingException.Malformed(
                $"Invalid input. Model '{model.Name}' takes {known.Count} inputs by name: "
                + $"{PythonTypes.List(known.Select(input => input.Name))}; send an object with these keys.");
        }

        var type = TensorInputs.TypeOf(model, known[0]);
        if (NumberArrays.TryRead(ref reader, json, type, FirstCapacity, out var shape) is { } pooled)
        {
            var lease = new InputLease();
            lease.Hold(pooled);
            return new TensorInputs(model, [new NamedTensor(known[0].Name, pooled.ToTensor(shape))], lease);
        }

        var values = ValueBuffer.ForTensor(type, known[0].Name);
        shape = JsonValues.AppendNested(ref reader, values);
        return new TensorInputs(model, [new NamedTensor(known[0].Name, values.ToTensor(shape))]);
    }

    private static NamedTensorReader Named(LoadedModel model) => new(model, NamedReading.Mlflow);

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
