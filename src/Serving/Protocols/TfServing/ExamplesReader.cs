using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.Mlflow;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>
/// Reads classify and regress requests: examples with features by name, and a context that all share.
/// </summary>
internal static class ExamplesReader
{
    /// <summary>Reads a whole body; the rows of the inputs are the examples.</summary>
    /// <exception cref="ServingException">It is no such JSON, or does not fit the model.</exception>
    public static List<NamedTensor> Read(ReadOnlySpan<byte> body, LoadedModel model) =>
        JsonBody.Read(body, model, static (ref reader, _, model) => Read(ref reader, model));

    private static List<NamedTensor> Read(ref Utf8JsonReader reader, LoadedModel model)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw ServingException.Malformed("The request is a JSON object with 'examples'.");
        }

        // The context may come behind the examples that need it, so both are remembered and read later.
        var examples = reader;
        var context = reader;
        var hasExamples = false;
        var hasContext = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("examples"u8))
            {
                examples = Remember(ref reader, JsonTokenType.StartArray, "examples", ref hasExamples);
            }
            else if (reader.ValueTextEquals("context"u8))
            {
                context = Remember(ref reader, JsonTokenType.StartObject, "context", ref hasContext);
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
        if (!hasExamples)
        {
            throw ServingException.Malformed("The request has no 'examples'.");
        }

        var rows = new NamedTensorReader(model, NamedReading.Features);
        return ModelInputs.Check(
            hasContext ? rows.ReadRows(ref examples, context) : rows.ReadRows(ref examples), model);
    }

    private static Utf8JsonReader Remember(
        scoped ref Utf8JsonReader reader, JsonTokenType expected, string field, scoped ref bool isThere)
    {
        reader.Read();
        if (reader.TokenType != expected || isThere)
        {
            var wanted = expected == JsonTokenType.StartArray ? "a list" : "an object";
            throw ServingException.Malformed(isThere
                ? $"'{field}' is given twice, expected once."
                : $"'{field}' is {ShownValue.Of(ref reader)}, expected {wanted}.");
        }

        isThere = true;
        var value = reader;
        reader.Skip();
        return value;
    }
}
