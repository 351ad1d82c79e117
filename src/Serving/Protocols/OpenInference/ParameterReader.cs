using System.Text.Json;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>
/// Reads parameters objects. A parameter is text, a number or a boolean; those that this server does not know are
/// read over, whoever sends them.
/// </summary>
internal static class ParameterReader
{
    /// <summary>Reads the parameters of a whole request.</summary>
    public static InferParameters ReadRequest(ref Utf8JsonReader reader)
    {
        var parameters = default(InferParameters);
        if (!Begin(ref reader, "parameters"))
        {
            return parameters;
        }

        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("binary_data_output"u8))
            {
                parameters = parameters with { IsBinaryOutput = ReadBoolean(ref reader, "binary_data_output") };
            }
            else if (reader.ValueTextEquals("priority"u8))
            {
                parameters = parameters with { Priority = ReadCount(ref reader, "priority") };
            }
            else if (reader.ValueTextEquals("timeout"u8))
            {
                parameters = parameters with { TimeoutMicroseconds = ReadWhole(ref reader, "timeout") };
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        return parameters;
    }

    /// <summary>Reads the parameters of an input: its binary_data_size, or null.</summary>
    public static long? ReadInput(ref Utf8JsonReader reader)
    {
        long? size = null;
        if (!Begin(ref reader, "inputs[].parameters"))
        {
            return size;
        }

        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("binary_data_size"u8))
            {
                size = ReadWhole(ref reader, "binary_data_size");
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        return size;
    }

    /// <summary>Reads the parameters of an output asked for.</summary>
    public static (bool? IsBinary, int Classes) ReadOutput(ref Utf8JsonReader reader)
    {
        bool? isBinary = null;
        var classes = 0;
        if (!Begin(ref reader, "outputs[].parameters"))
        {
            return (isBinary, classes);
        }

        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("binary_data"u8))
            {
                isBinary = ReadBoolean(ref reader, "binary_data");
            }
            else if (reader.ValueTextEquals("classification"u8))
            {
                classes = ReadCount(ref reader, "classification");
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        return (isBinary, classes);
    }

    private static bool Begin(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.Null => false,
            _ => throw ServingException.Malformed($"'{field}' is {ShownValue.Of(ref reader)}, expected an object."),
        };
    }

    private static bool Next(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        var name = reader.GetString();
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            throw ServingException.Malformed(
                $"The parameter '{name}' is {ShownValue.Of(ref reader)}, expected text, a number, true or false.");
        }
    }

    private static bool ReadBoolean(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw ServingException.Malformed(
                $"The parameter '{name}' is {ShownValue.Of(ref reader)}, expected true or false."),
        };
    }

    private static int ReadCount(ref Utf8JsonReader reader, string name) =>
        (int)Math.Min(int.MaxValue, ReadWhole(ref reader, name));

    private static long ReadWhole(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) && value >= 0
            ? value
            : throw ServingException.Malformed(
                $"The parameter '{name}' is {ShownValue.Of(ref reader)}, expected a whole number of 0 or more.");
    }
}
