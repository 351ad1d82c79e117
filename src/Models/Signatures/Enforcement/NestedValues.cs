using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tracking.Models.Scoring;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>
/// Values of JSON against a nested type, by MLflow's rules: an object has its required properties and no others, only
/// what is optional may be null, and scalars are of their type to the letter (no number in text, no 0 for false).
/// Values are never changed: whole numbers stand for doubles, and null in a list of floats for NaN.
/// </summary>
internal static class NestedValues
{
    /// <summary>What is wrong with a value; null if it is of the type.</summary>
    public static NestedProblem? Check(JsonElement value, ColumnType type, bool isRequired)
    {
        if (type is AnyType || (!isRequired && value.ValueKind == JsonValueKind.Null))
        {
            return null;
        }

        return type switch
        {
            ArrayType array => CheckArray(value, array, isRequired),
            ObjectType properties => CheckObject(value, properties),
            MapType map => CheckMap(value, map, isRequired),
            ScalarType scalar => CheckScalar(value, scalar.DataType),
            _ => new NestedProblem($"is of the type {type}, which this version does not know"),
        };
    }

    private static NestedProblem? CheckArray(JsonElement value, ArrayType array, bool isRequired)
    {
        if (value.ValueKind == JsonValueKind.Null && array.Items is AnyType)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return NotOf(value, "a list");
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (!IsMissingNumber(item, array.Items) && Check(item, array.Items, isRequired: true) is { } problem)
            {
                return problem.Under(index);
            }

            index++;
        }

        return null;
    }

    private static NestedProblem? CheckObject(JsonElement value, ObjectType type)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return NotOf(value, "an object");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (type.Properties.FirstOrDefault(declared => declared.Name == property.Name) is not { } declared)
            {
                return new NestedProblem(
                    $"has invalid properties not defined in the schema: {{'{Shorten(property.Name)}'}}");
            }

            if (!seen.Add(declared.Name))
            {
                return new NestedProblem($"has the property '{declared.Name}' twice");
            }

            if (Check(property.Value, declared.Type, declared.IsRequired) is { } problem)
            {
                return problem.Under(declared.Name);
            }
        }

        var missing = type.Properties.Where(each => each.IsRequired && !seen.Contains(each.Name)).ToList();
        return missing.Count == 0 ? null : new NestedProblem(
            $"is missing required properties: {{{string.Join(", ", missing.Select(each => $"'{each.Name}'"))}}}");
    }

    private static NestedProblem? CheckMap(JsonElement value, MapType map, bool isRequired)
    {
        if (value.ValueKind == JsonValueKind.Null && map.Values is AnyType)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return NotOf(value, "an object from text to values");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in value.EnumerateObject())
        {
            if (!seen.Add(entry.Name))
            {
                return new NestedProblem($"has the key '{Shorten(entry.Name)}' twice");
            }

            if (Check(entry.Value, map.Values, isRequired) is { } problem)
            {
                return problem.Under(entry.Name);
            }
        }

        return null;
    }

    private static NestedProblem? CheckScalar(JsonElement value, DataType type) => type switch
    {
        DataType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? null
            : NotOf(value, "boolean"),
        DataType.String => value.ValueKind == JsonValueKind.String ? null : NotOf(value, "string"),
        DataType.Binary => value.ValueKind == JsonValueKind.String && Base64.IsValid(value.GetString())
            ? null
            : NotOf(value, "binary as base64"),
        DataType.DateTime => value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? CheckTime(value)
            : NotOf(value, "datetime, an ISO 8601 time"),
        DataType.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _)
            ? null
            : NotOf(value, "integer, a whole number of 32 bits"),
        DataType.Long => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _)
            ? null
            : NotOf(value, "long, a whole number of 64 bits"),
        DataType.Float => value.ValueKind == JsonValueKind.Number && float.IsFinite(value.GetSingle())
            ? null
            : NotOf(value, "float, a number that 32 bits hold"),
        _ => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble())
            ? null
            : NotOf(value, "double"),
    };

    private static NestedProblem? CheckTime(JsonElement value)
    {
        var times = new DateTimeBuffer(new ValueSubject("", "", ""), capacity: 1);
        try
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                times.AppendText(value.GetString()!);
            }
            else
            {
                times.AppendNumber(JsonMarshal.GetRawUtf8Value(value));
            }

            return null;
        }
        catch (ScoringException)
        {
            return NotOf(value, DateTimeBuffer.ExpectedTime);
        }
    }

    /// <summary>NaN arrives as null.</summary>
    private static bool IsMissingNumber(JsonElement item, ColumnType type) => item.ValueKind == JsonValueKind.Null
        && type is ScalarType { DataType: DataType.Float or DataType.Double };

    private static NestedProblem NotOf(JsonElement value, string expected) => new(string.Create(
        CultureInfo.InvariantCulture, $"is {Show(value)}; expected {expected}"));

    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"'{Shorten(value.GetString()!)}'",
        _ => Shorten(value.GetRawText()),
    };

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
