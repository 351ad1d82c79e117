using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Reads one element of an infer request's inputs: name, shape, datatype and nested or flat data.</summary>
internal static class InferInputReader
{
    private const int FirstCapacity = 64;

    /// <summary>Reads the object that the reader stands on, as the model's input of that name.</summary>
    /// <exception cref="ServingException">Names the input, what came and what was expected.</exception>
    public static NamedTensor Read(ref Utf8JsonReader reader, LoadedModel model)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw ServingException.Malformed(
                "Each element of 'inputs' is an object with name, shape, datatype and data.");
        }

        var head = default(InputHead);
        InferData? data = null;
        Utf8JsonReader early = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("data"u8))
            {
                ReadHead(ref reader, ref head);
                continue;
            }

            if (head.HasEarlyData || data is not null)
            {
                throw ServingException.Malformed($"Input '{head.Name}' has 'data' twice.");
            }

            reader.Read();
            if (head.Name is null || head.Datatype is null)
            {
                // The data came before what says how to read it: remember the place and come back.
                early = reader;
                head.HasEarlyData = true;
                reader.Skip();
                continue;
            }

            data = ReadData(ref reader, head, model);
        }

        if (head.HasEarlyData)
        {
            data = ReadData(ref early, head, model);
        }

        return Finish(head, data, model);
    }

    private static void ReadHead(ref Utf8JsonReader reader, ref InputHead head)
    {
        if (reader.ValueTextEquals("name"u8))
        {
            head.Name = JsonBody.ReadText(ref reader, "inputs[].name");
        }
        else if (reader.ValueTextEquals("datatype"u8))
        {
            head.Datatype = JsonBody.ReadText(ref reader, "inputs[].datatype");
        }
        else if (reader.ValueTextEquals("shape"u8))
        {
            head.Shape = ReadShape(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private static long[] ReadShape(ref Utf8JsonReader reader)
    {
        JsonBody.ExpectArray(ref reader, "inputs[].shape");
        var shape = new List<long>(4);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var extent) || extent < 0)
            {
                throw ServingException.Malformed("'inputs[].shape' holds whole numbers of 0 or more.");
            }

            if (shape.Count == ArrayShape.MostDimensions)
            {
                throw ServingException.Malformed(
                    $"'inputs[].shape' has more than the {ArrayShape.MostDimensions} dimensions allowed.");
            }

            shape.Add(extent);
        }

        return [.. shape];
    }

    private static InferData ReadData(ref Utf8JsonReader reader, in InputHead head, LoadedModel model)
    {
        var input = InferCompleteness.KnownInput(head.Name, head.Datatype, model);
        var values = ValueBuffer.ForTensor(input.ElementType, input.Name, FirstCapacity);
        return new InferData(values, JsonValues.AppendNested(ref reader, values, input.ElementType));
    }

    private static NamedTensor Finish(in InputHead head, InferData? data, LoadedModel model)
    {
        var name = head.Name ?? throw ServingException.Malformed("An element of 'inputs' has no 'name'.");
        if (data is null)
        {
            throw ServingException.Malformed($"Input '{name}' has no 'data' or no 'datatype'.");
        }

        var shape = head.Shape ?? throw ServingException.Malformed($"Input '{name}' has no 'shape'.");
        ShapeCheck.Fits(name, shape, InferCompleteness.KnownInput(name, head.Datatype, model).Shape);
        ShapeCheck.Holds(name, shape, data);
        return new NamedTensor(name, data.Values.ToTensor(shape));
    }

    private struct InputHead
    {
        public string? Name;
        public string? Datatype;
        public long[]? Shape;
        public bool HasEarlyData;
    }
}

/// <summary>The data of an input as read.</summary>
/// <param name="Values">Its elements.</param>
/// <param name="Nesting">The shape of the arrays that they stood in.</param>
internal sealed record InferData(ValueBuffer Values, long[] Nesting);
