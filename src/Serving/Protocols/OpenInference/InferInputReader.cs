using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.Numbers;
using Tracking.Serving.Protocols.OpenInference.Raw;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>
/// Reads one element of an infer request's inputs: name, shape, datatype, and nested or flat data or the size of its
/// raw bytes.
/// </summary>
internal static class InferInputReader
{
    private const int FirstCapacity = 64;

    /// <summary>Reads the object that the reader stands on, as the model's input of that name.</summary>
    /// <exception cref="ServingException">Names the input, what came and what was expected.</exception>
    public static NamedTensor Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, InferReading request)
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

            data = ReadData(ref reader, json, head, request);
        }

        if (head.HasEarlyData)
        {
            data = ReadData(ref early, json, head, request);
        }

        return Finish(head, data, request);
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
        else if (reader.ValueTextEquals("parameters"u8))
        {
            head.BinarySize = ParameterReader.ReadInput(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private static long[] ReadShape(ref Utf8JsonReader reader)
    {
        JsonBody.ExpectArray(ref reader, "inputs[].shape");
        Span<long> shape = stackalloc long[ArrayShape.MostDimensions];
        var rank = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var extent) || extent < 0)
            {
                throw ServingException.Malformed(
                    $"'inputs[].shape' holds {ShownValue.Of(ref reader)}, expected whole numbers of 0 or more.");
            }

            if (rank == ArrayShape.MostDimensions)
            {
                throw ServingException.Malformed(
                    $"'inputs[].shape' has more than the {ArrayShape.MostDimensions} dimensions allowed.");
            }

            shape[rank++] = extent;
        }

        return shape[..rank].ToArray();
    }

    private static InferData ReadData(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, in InputHead head, InferReading request)
    {
        var input = InferCompleteness.KnownInput(head.Name, head.Datatype, request.Model);
        var pooled = NumberArrays.TryRead(
            ref reader, json, input.ElementType, Capacity(head.Shape, json.Length), out var nesting);
        if (pooled is not null)
        {
            request.Lease.Hold(pooled);
            return new InferData(pooled.Count, nesting, pooled.ToTensor);
        }

        var values = ValueBuffer.ForTensor(input.ElementType, input.Name, FirstCapacity);
        nesting = JsonValues.AppendNested(ref reader, values, input.ElementType);
        return new InferData(values.Count, nesting, values.ToTensor);
    }

    // Each element takes two bytes of text at least: a shape alone reserves no memory.
    private static int Capacity(long[]? shape, int jsonBytes)
    {
        Int128 count = 1;
        foreach (var extent in shape ?? [FirstCapacity])
        {
            count *= extent;
            if (count > jsonBytes / 2)
            {
                return FirstCapacity;
            }
        }

        return (int)count;
    }

    private static NamedTensor Finish(in InputHead head, InferData? data, InferReading request)
    {
        var name = head.Name ?? throw ServingException.Malformed("An element of 'inputs' has no 'name'.");
        if ((data is null) == (head.BinarySize is null) || head.Datatype is null)
        {
            throw ServingException.Malformed(
                data is null
                    ? $"Input '{name}' has no 'data' or no 'datatype'."
                    : $"Input '{name}' has both 'data' and 'binary_data_size'.");
        }

        var shape = head.Shape ?? throw ServingException.Malformed($"Input '{name}' has no 'shape'.");
        var input = InferCompleteness.KnownInput(head.Name, head.Datatype, request.Model);
        ShapeCheck.Fits(name, shape, input.Shape);
        if (head.BinarySize is { } size)
        {
            var bytes = request.Raw.Take(name, size);
            return new NamedTensor(
                input.Name, PooledRaw.Read(name, input.ElementType, shape, bytes, request.Lease));
        }

        ShapeCheck.Holds(name, shape, data!);
        return new NamedTensor(input.Name, data!.ToTensor(shape));
    }

    private struct InputHead
    {
        public string? Name;
        public string? Datatype;
        public long[]? Shape;
        public long? BinarySize;
        public bool HasEarlyData;
    }
}

/// <summary>The data of an input as read.</summary>
/// <param name="Count">How many elements.</param>
/// <param name="Nesting">The shape of the arrays that they stood in.</param>
/// <param name="ToTensor">Gives them a shape.</param>
internal sealed record InferData(int Count, long[] Nesting, Func<long[], Tensor> ToTensor);
