using System.Text.Json;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Reads which outputs an infer request asks for, and how.</summary>
internal static class RequestedOutputReader
{
    /// <summary>Reads the array behind 'outputs'; null, for all outputs, where it is null or empty.</summary>
    /// <exception cref="ServingException">An output is not the model's, or twice there.</exception>
    public static List<RequestedOutput>? Read(ref Utf8JsonReader reader, LoadedModel model)
    {
        var ahead = reader;
        if (ahead.Read() && ahead.TokenType == JsonTokenType.Null)
        {
            reader = ahead;
            return null;
        }

        JsonBody.ExpectArray(ref reader, "outputs");
        var outputs = new List<RequestedOutput>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var output = ReadOne(ref reader, model);
            outputs.Add(outputs.Exists(earlier => earlier.Name == output.Name)
                ? throw ServingException.Malformed($"Output '{output.Name}' is asked for twice.")
                : output);
        }

        return outputs.Count == 0 ? null : outputs;
    }

    private static RequestedOutput ReadOne(ref Utf8JsonReader reader, LoadedModel model)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw ServingException.Malformed("Each element of 'outputs' is an object with 'name'.");
        }

        string? name = null;
        (bool? IsBinary, int Classes) form = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                name = JsonBody.ReadText(ref reader, "outputs[].name");
            }
            else if (reader.ValueTextEquals("parameters"u8))
            {
                form = ParameterReader.ReadOutput(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new RequestedOutput(InferCompleteness.KnownOutput(name, model), form.IsBinary, form.Classes);
    }
}
