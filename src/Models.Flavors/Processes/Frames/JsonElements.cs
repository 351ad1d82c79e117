using System.Globalization;
using System.Text.Json;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Processes.Frames;

/// <summary>
/// A tensor's elements as a flat JSON list. Numbers that JSON has not are the texts "NaN", "Infinity" and "-Infinity".
/// </summary>
internal static class JsonElements
{
    /// <summary>Writes them; floats so that they are read back bit for bit.</summary>
    public static void Write(Utf8JsonWriter json, Tensor tensor)
    {
        json.WriteStartArray();
        switch (tensor)
        {
            case StringTensor texts:
                Array.ForEach(texts.Data, json.WriteStringValue);
                break;
            case JsonTensor values:
                Array.ForEach(values.Data, value => WriteAny(json, value));
                break;
            case Tensor<bool> flags:
                Each(flags, json.WriteBooleanValue);
                break;
            case Tensor<float> numbers:
                Each(numbers, number => WriteFloat(json, number, float.IsFinite(number)));
                break;
            case Tensor<ulong> numbers:
                Each(numbers, json.WriteNumberValue);
                break;
            case Tensor<double> or Tensor<Half> or Tensor<BFloat16>:
                Each(
                    (Tensor<double>)ElementConversion.Convert(tensor, ElementType.Float64),
                    number => WriteFloat(json, number, double.IsFinite(number)));
                break;
            default:
                Each((Tensor<long>)ElementConversion.Convert(tensor, ElementType.Int64), json.WriteNumberValue);
                break;
        }

        json.WriteEndArray();
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidDataException">Not a list of as many elements of the type.</exception>
    public static Tensor Read(JsonElement data, ElementType type, long[] shape, string name)
    {
        if (data.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException($"its output '{name}' has data that is no list");
        }

        try
        {
            return type switch
            {
                ElementType.String => new StringTensor([.. data.EnumerateArray().Select(Text)], shape),
                ElementType.Json => new JsonTensor(
                    [.. data.EnumerateArray().Select(element => element.Clone())], shape),
                ElementType.Bool => new Tensor<bool>(Elements(data, element => element.GetBoolean()), shape),
                ElementType.UInt64 => new Tensor<ulong>(Elements(data, element => element.GetUInt64()), shape),
                ElementType.Float32 => new Tensor<float>(Elements(data, Single), shape),
                ElementType.Float64 => new Tensor<double>(Elements(data, Double), shape),
                ElementType.Float16 or ElementType.BFloat16 =>
                    ElementConversion.Convert(new Tensor<double>(Elements(data, Double), shape), type),
                _ => ElementConversion.Convert(
                    new Tensor<long>(Elements(data, element => element.GetInt64()), shape), type),
            };
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or InvalidCastException
            or ArgumentException)
        {
            throw new InvalidDataException(
                $"its output '{name}' has data that is not {TensorHead.NameOf(type)} of shape "
                + $"[{string.Join(", ", shape)}]", error);
        }
    }

    // An element that nobody set is a null.
    private static void WriteAny(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            json.WriteNullValue();
        }
        else
        {
            value.WriteTo(json);
        }
    }

    private static T[] Elements<T>(JsonElement data, Func<JsonElement, T> read) =>
        [.. data.EnumerateArray().Select(read)];

    private static string? Text(JsonElement element) => element.GetString();

    private static float Single(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? (float)NonFinite(element)
        : element.GetSingle();

    private static double Double(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? NonFinite(element)
        : element.GetDouble();

    private static double NonFinite(JsonElement element) => element.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => throw new FormatException("Expected a number."),
    };

    private static void WriteFloat<T>(Utf8JsonWriter json, T number, bool isFinite)
        where T : IFormattable
    {
        var text = number.ToString(null, CultureInfo.InvariantCulture);
        if (isFinite)
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    private static void Each<T>(Tensor<T> tensor, Action<T> write)
        where T : unmanaged
    {
        foreach (var element in tensor.Data.Span)
        {
            write(element);
        }
    }
}
