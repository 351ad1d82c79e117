using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Reads the JSON of an infer request.</summary>
internal static class InferBodyReader
{
    /// <summary>Reads a whole body.</summary>
    /// <exception cref="ServingException">It is not JSON, or does not fit the model's inputs.</exception>
    public static InferBody Read(ReadOnlySpan<byte> body, LoadedModel model) =>
        JsonBody.Read(body, model, static (ref reader, model) => Read(ref reader, model));

    private static InferBody Read(ref Utf8JsonReader reader, LoadedModel model)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw ServingException.Malformed("An infer request is a JSON object with 'inputs'.");
        }

        string? id = null;
        List<NamedTensor>? inputs = null;
        List<string>? outputs = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = JsonBody.ReadTextOrNull(ref reader, "id");
            }
            else if (reader.ValueTextEquals("inputs"u8))
            {
                inputs = inputs is null
                    ? ReadInputs(ref reader, model)
                    : throw ServingException.Malformed("'inputs' is given twice.");
            }
            else if (reader.ValueTextEquals("outputs"u8))
            {
                outputs = ReadOutputs(ref reader, model);
            }
            else
            {
                reader.Skip();
            }
        }

        JsonBody.ExpectEnd(ref reader);
        CheckComplete(inputs, model);
        return new InferBody(id, inputs!, outputs);
    }

    private static List<NamedTensor> ReadInputs(ref Utf8JsonReader reader, LoadedModel model)
    {
        JsonBody.ExpectArray(ref reader, "inputs");
        var inputs = new List<NamedTensor>(1);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var input = InferInputReader.Read(ref reader, model);
            foreach (var earlier in inputs)
            {
                if (earlier.Name == input.Name)
                {
                    throw ServingException.Malformed($"Input '{input.Name}' is given twice.");
                }
            }

            inputs.Add(input);
        }

        return inputs;
    }

    private static List<string>? ReadOutputs(ref Utf8JsonReader reader, LoadedModel model)
    {
        var ahead = reader;
        if (ahead.Read() && ahead.TokenType == JsonTokenType.Null)
        {
            reader = ahead;
            return null;
        }

        JsonBody.ExpectArray(ref reader, "outputs");
        var names = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            names.Add(ReadOutputName(ref reader, model));
        }

        return names.Count == 0 ? null : names;
    }

    private static string ReadOutputName(ref Utf8JsonReader reader, LoadedModel model)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw ServingException.Malformed("Each element of 'outputs' is an object with 'name'.");
        }

        string? name = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                name = JsonBody.ReadText(ref reader, "outputs[].name");
            }
            else
            {
                reader.Skip();
            }
        }

        return InferCompleteness.KnownOutput(name, model);
    }

    private static void CheckComplete(List<NamedTensor>? inputs, LoadedModel model)
    {
        if (inputs is null)
        {
            throw ServingException.Malformed("An infer request is a JSON object with 'inputs'; there is none.");
        }

        InferCompleteness.Check(inputs, model);
    }
}
