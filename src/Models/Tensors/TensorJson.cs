using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Models.Tensors;

/// <summary>Tensors as JSON trees, for examples of a few elements.</summary>
internal static class TensorJson
{
    /// <summary>Nested lists, or a scalar for rank 0.</summary>
    public static JsonNode? Nested(Tensor tensor)
    {
        var next = 0;
        return Nested(tensor, 0, ref next);
    }

    /// <summary>One element by its row-major index; a single is widened, as Python does; NaN is null.</summary>
    public static JsonNode? Element(Tensor tensor, int index) => tensor switch
    {
        JsonTensor values => Node(values.Data[index]),
        StringTensor texts => JsonValue.Create(texts.Data[index]),
        Tensor<bool> flags => JsonValue.Create(flags.Data.Span[index]),
        Tensor<byte> numbers => JsonValue.Create(numbers.Data.Span[index]),
        Tensor<ushort> numbers => JsonValue.Create(numbers.Data.Span[index]),
        Tensor<uint> numbers => JsonValue.Create(numbers.Data.Span[index]),
        Tensor<ulong> numbers => JsonValue.Create(numbers.Data.Span[index]),
        Tensor<sbyte> numbers => JsonValue.Create(numbers.Data.Span[index]),
        Tensor<short> numbers => JsonValue.Create(numbers.Data.Span[index]),
        Tensor<int> numbers => JsonValue.Create(numbers.Data.Span[index]),
        Tensor<long> numbers => JsonValue.Create(numbers.Data.Span[index]),
        _ => Number(((Tensor<double>)ElementConversion.Convert(tensor, ElementType.Float64)).Data.Span[index]),
    };

    private static JsonNode? Node(JsonElement value) => value.ValueKind
        is JsonValueKind.Undefined or JsonValueKind.Null ? null : JsonNode.Parse(value.GetRawText());

    // MLflow writes null for NaN, which JSON does not have.
    private static JsonValue? Number(double value) => double.IsNaN(value) ? null : JsonValue.Create(value);

    private static JsonNode? Nested(Tensor tensor, int dimension, ref int next)
    {
        if (dimension == tensor.Rank)
        {
            return Element(tensor, next++);
        }

        var list = new JsonArray();
        for (long i = 0; i < tensor.Shape[dimension]; i++)
        {
            list.Add(Nested(tensor, dimension + 1, ref next));
        }

        return list;
    }
}
