using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.Mlflow;
using Tracking.Serving.Protocols.Numbers;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>Reads predict requests: 'instances' holds rows, 'inputs' whole tensors.</summary>
internal static class PredictReader
{
    /// <summary>Reads a whole body.</summary>
    /// <exception cref="ServingException">It is no such JSON, or does not fit the model.</exception>
    public static PredictRequest Read(ReadOnlySpan<byte> body, LoadedModel model) =>
        JsonBody.Read(body, model, static (ref reader, json, model) => Read(ref reader, json, model));

    private static PredictRequest Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LoadedModel model)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw ServingException.Malformed("A predict request is a JSON object with 'instances' or 'inputs'.");
        }

        PredictRequest? request = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = reader.ValueTextEquals("instances"u8);
            if (isRows || reader.ValueTextEquals("inputs"u8))
            {
                reader.Read();
                request = request is not null
                    ? throw ServingException.Malformed("Give 'instances' or 'inputs', once, and not both.")
                    : isRows ? ReadRows(ref reader, json, model) : ReadColumns(ref reader, json, model);
            }
            else if (reader.ValueTextEquals("signature_name"u8))
            {
                Signature.Check(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        JsonBody.ExpectEnd(ref reader);
        return request ?? throw ServingException.Malformed(
            "A predict request has 'instances' or 'inputs'; here is neither.");
    }

    private static PredictRequest ReadRows(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LoadedModel model)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw ServingException.Malformed(
                $"'instances' is {ShownValue.Of(ref reader)}, expected an array with a value for each row.");
        }

        var first = reader;
        first.Read();
        if (first.TokenType == JsonTokenType.EndArray)
        {
            throw ServingException.Malformed("'instances' is empty, expected at least one row.");
        }

        if (first.TokenType == JsonTokenType.StartObject && !Base64Value.IsAt(first))
        {
            return ReadNamedRows(ref reader, model);
        }

        return ReadSingle(ref reader, json, model, isRows: true);
    }

    // A model with a signature of columns takes rows by the names of its columns, whatever its inputs are called.
    private static PredictRequest ReadNamedRows(ref Utf8JsonReader reader, LoadedModel model)
    {
        if (InputKinds.Of(model) == InputKind.Columns)
        {
            return new PredictRequest(RecordTable.Read(ref reader, model).Bind().Inputs, true, null);
        }

        var rows = new NamedTensorReader(model, NamedReading.Strict).ReadRows(ref reader);
        return new PredictRequest(ModelInputs.Check(rows, model), true, null);
    }

    private static PredictRequest ReadColumns(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LoadedModel model)
    {
        if (reader.TokenType != JsonTokenType.StartObject || Base64Value.IsAt(reader))
        {
            return ReadSingle(ref reader, json, model, isRows: false);
        }

        var columns = new NamedTensorReader(model, NamedReading.Strict).ReadObject(ref reader);
        return new PredictRequest(ModelInputs.Check(columns, model), false, null);
    }

    private static PredictRequest ReadSingle(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LoadedModel model, bool isRows)
    {
        var input = ModelInputs.Only(model);
        var lease = new InputLease();
        var tensor = ReadTensor(ref reader, json, input, lease);
        return new PredictRequest(ModelInputs.Check([new NamedTensor(input.Name, tensor)], model), isRows, lease);
    }

    private static Tensor ReadTensor(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, TensorInfo input, InputLease lease)
    {
        const int firstCapacity = 256;
        if (NumberArrays.TryRead(ref reader, json, input.ElementType, firstCapacity, out var shape) is { } pooled)
        {
            lease.Hold(pooled);
            return pooled.ToTensor(shape);
        }

        var values = Models.Signatures.Enforcement.ValueBuffer.ForTensor(input.ElementType, input.Name);
        shape = JsonValues.AppendNested(ref reader, values, input.ElementType, takesBase64: true);
        return values.ToTensor(shape);
    }
}
