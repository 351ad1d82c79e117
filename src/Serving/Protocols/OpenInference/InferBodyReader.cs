using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.Numbers;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Reads infer requests: JSON, JSON with raw bytes behind it, or raw bytes only.</summary>
internal static class InferBodyReader
{
    /// <summary>Reads a whole body.</summary>
    /// <exception cref="ServingException">It cannot be read, or does not fit the model's inputs.</exception>
    public static InferBody Read(ReadOnlyMemory<byte> body, InferFrame frame, LoadedModel model)
    {
        Datatypes.CheckCarried(model);
        if (frame.IsRaw)
        {
            return RawInferReader.Read(body.Span, model);
        }

        var json = frame.Split(body, out var raw);
        var request = new InferReading(model, new RawParts(raw), new InputLease());
        var read = JsonBody.Read(
            json.Span, request, static (ref reader, json, request) => Read(ref reader, json, request));
        request.Raw.ExpectEnd();
        return read;
    }

    private static InferBody Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, InferReading request)
    {
        request.Raw.Rewind();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw ServingException.Malformed("An infer request is a JSON object with 'inputs'.");
        }

        string? id = null;
        List<NamedTensor>? inputs = null;
        List<RequestedOutput>? outputs = null;
        var parameters = default(InferParameters);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = JsonBody.ReadTextOrNull(ref reader, "id");
            }
            else if (reader.ValueTextEquals("inputs"u8))
            {
                inputs = inputs is null
                    ? ReadInputs(ref reader, json, request)
                    : throw ServingException.Malformed("'inputs' is given twice.");
            }
            else if (reader.ValueTextEquals("outputs"u8))
            {
                outputs = RequestedOutputReader.Read(ref reader, request.Model);
            }
            else if (reader.ValueTextEquals("parameters"u8))
            {
                parameters = ParameterReader.ReadRequest(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        JsonBody.ExpectEnd(ref reader);
        CheckComplete(inputs, request.Model);
        return new InferBody(id, inputs!, outputs, parameters, request.Lease);
    }

    private static List<NamedTensor> ReadInputs(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, InferReading request)
    {
        JsonBody.ExpectArray(ref reader, "inputs");
        var inputs = new List<NamedTensor>(1);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var input = InferInputReader.Read(ref reader, json, request);
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

    private static void CheckComplete(List<NamedTensor>? inputs, LoadedModel model)
    {
        if (inputs is null)
        {
            throw ServingException.Malformed("An infer request is a JSON object with 'inputs'; there is none.");
        }

        InferCompleteness.Check(inputs, model);
    }
}
