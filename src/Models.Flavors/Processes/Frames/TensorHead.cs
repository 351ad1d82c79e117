using System.Text.Json;
using Tracking.Models.Flavors.Declared;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Processes.Frames;

/// <summary>How the numbers of a request's tensors are sent.</summary>
internal enum TensorEncoding
{
    /// <summary>As their memory, in the body.</summary>
    Tensors,

    /// <summary>As JSON, in the head.</summary>
    Json,
}

/// <summary>
/// A tensor in the head of a frame: name, type, shape, and either <c>bytes</c>, how many of the body are its elements,
/// or <c>data</c>, its elements in row-major order.
/// </summary>
internal static class TensorHead
{
    private const int MostDimensions = 32;

    /// <summary>Writes it and tells how many bytes of the body are its.</summary>
    public static long Write(Utf8JsonWriter json, NamedTensor input, TensorEncoding encoding)
    {
        var (name, tensor) = input;
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("type", NameOf(tensor.ElementType));
        json.WriteStartArray("shape");
        foreach (var extent in tensor.Shape)
        {
            json.WriteNumberValue(extent);
        }

        json.WriteEndArray();
        long bytes = 0;
        if (encoding == TensorEncoding.Json || tensor.ElementType is ElementType.String or ElementType.Json)
        {
            json.WritePropertyName("data");
            JsonElements.Write(json, tensor);
        }
        else
        {
            bytes = TensorAccess.Of(tensor.ElementType).Bytes(tensor).Length;
            json.WriteNumber("bytes", bytes);
        }

        json.WriteEndObject();
        return bytes;
    }

    /// <summary>Reads it; the elements of one with <c>bytes</c> are still to be read from the body.</summary>
    /// <param name="head">The JSON object.</param>
    /// <param name="bytesLeft">What the body still holds; takes from it.</param>
    /// <exception cref="InvalidDataException">No such object, or it does not fit the body.</exception>
    public static (NamedTensor Tensor, bool IsInBody) Read(JsonElement head, ref long bytesLeft)
    {
        var name = Property(head, "name", JsonValueKind.String).GetString()!;
        var typeName = Property(head, "type", JsonValueKind.String).GetString()!;
        var type = FindType(typeName)
            ?? throw new InvalidDataException($"its output '{name}' has elements of type '{typeName}'");
        var shape = ReadShape(head, name);
        if (head.TryGetProperty("data", out var data))
        {
            return (new NamedTensor(name, JsonElements.Read(data, type, shape, name)), false);
        }

        var bytes = head.TryGetProperty("bytes", out var given) && given.TryGetInt64(out var stated) ? stated : -1;
        var access = TensorAccess.Of(type);
        if (access.ElementBytes == 0 || bytes < 0 || bytes > bytesLeft
            || !IsSize(shape, access.ElementBytes, bytes))
        {
            throw new InvalidDataException(
                $"its output '{name}' states {bytes} bytes for {typeName} of shape [{string.Join(", ", shape)}], of "
                + $"{bytesLeft} in the body");
        }

        bytesLeft -= bytes;
        return (new NamedTensor(name, access.Create(shape)), true);
    }

    /// <summary>The name of an element type in frames: as numpy's, text is <c>string</c>.</summary>
    public static string NameOf(ElementType type) => type.ToString().ToLowerInvariant();

    private static ElementType? FindType(string name)
    {
        foreach (var type in Enum.GetValues<ElementType>())
        {
            if (NameOf(type) == name)
            {
                return type;
            }
        }

        return null;
    }

    private static long[] ReadShape(JsonElement head, string name)
    {
        var shape = Property(head, "shape", JsonValueKind.Array);
        if (shape.GetArrayLength() > MostDimensions)
        {
            throw new InvalidDataException($"its output '{name}' has more than {MostDimensions} dimensions");
        }

        return [.. shape.EnumerateArray().Select(extent =>
            extent.ValueKind == JsonValueKind.Number && extent.TryGetInt64(out var value) && value >= 0
                ? value
                : throw new InvalidDataException($"its output '{name}' has the extent {extent.GetRawText()}"))];
    }

    private static bool IsSize(long[] shape, int elementBytes, long bytes)
    {
        try
        {
            return bytes % elementBytes == 0 && Tensor.CountOf(shape) == bytes / elementBytes;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static JsonElement Property(JsonElement head, string name, JsonValueKind kind) =>
        head.ValueKind == JsonValueKind.Object && head.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw new InvalidDataException($"an output has no '{name}' of kind {kind}");
}
