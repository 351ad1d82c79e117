using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Reads the JSON of a scoring request: exactly one of four input fields, and perhaps params.</summary>
internal static class JsonInvocation
{
    private const string Fields = "{'dataframe_split', 'dataframe_records', 'instances', 'inputs'}";
    private const string OneOfFields =
        "The input must be a JSON dictionary with exactly one of the input fields " + Fields + ".";

    /// <summary>Reads a whole body.</summary>
    /// <exception cref="ServingException">It is not such JSON, or does not fit the model's signature.</exception>
    public static Invocation Read(ReadOnlySpan<byte> body, LoadedModel model) =>
        JsonBody.Read(body, model, static (ref reader, json, model) => Read(ref reader, json, model));

    private static Invocation Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LoadedModel model)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw NotAnObject(ref reader);
        }

        string? given = null;
        IRequestInputs? inputs = null;
        JsonNode? parameters = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("params"u8))
            {
                reader.Read();
                parameters = JsonNode.Parse(ref reader);
                continue;
            }

            var field = FieldOf(ref reader);
            if (field is null)
            {
                reader.Skip();
                continue;
            }

            if (given is not null)
            {
                throw WrongFields($"'{given}', '{field}'");
            }

            given = field;
            reader.Read();
            inputs = ReadField(ref reader, json, field, model);
        }

        JsonBody.ExpectEnd(ref reader);
        return inputs is null
            ? throw WrongFields(string.Empty)
            : RequestParams.AddTo(inputs.Bind(), parameters, model);
    }

    private static IRequestInputs ReadField(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string field, LoadedModel model) => field switch
        {
            "dataframe_split" => SplitTable.Read(ref reader, model),
            "dataframe_records" => RecordTable.Read(ref reader, model),
            _ when InputKinds.Of(model) == InputKind.Columns => ColumnInputs.Read(ref reader, model),
            _ => TensorInputReader.Read(ref reader, json, model),
        };

    private static string? FieldOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("inputs"u8) ? "inputs"
        : reader.ValueTextEquals("instances"u8) ? "instances"
        : reader.ValueTextEquals("dataframe_split"u8) ? "dataframe_split"
        : reader.ValueTextEquals("dataframe_records"u8) ? "dataframe_records"
        : null;

    private static ServingException NotAnObject(ref Utf8JsonReader reader)
    {
        var got = reader.TokenType == JsonTokenType.StartArray
            ? "Received a list."
            : $"Received unexpected input type '<class '{PythonTypes.NameOf(ref reader)}'>'.";
        reader.Skip();
        JsonBody.ExpectEnd(ref reader);
        return ServingException.Malformed($"Invalid input. {OneOfFields} {got}");
    }

    private static ServingException WrongFields(string given) => ServingException.Malformed(
        $"{OneOfFields} Received dictionary with input fields: [{given}]. {ContentTypes.ProtocolChanged}");
}
