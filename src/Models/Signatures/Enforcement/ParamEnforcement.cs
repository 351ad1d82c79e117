using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Scoring;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>The parameters of a scoring request against those of a signature.</summary>
public static class ParamEnforcement
{
    /// <summary>A value for every declared parameter: the request's, or the default.</summary>
    /// <param name="declared">The signature's; null or none means that parameters are ignored.</param>
    /// <param name="given">The request's object, or null; unknown ones are ignored.</param>
    /// <returns>By name; the nodes belong to the request or the signature and must not be changed.</returns>
    /// <exception cref="ScoringException">No object, or values that do not fit, all of them named.</exception>
    public static IReadOnlyDictionary<string, JsonNode?> Enforce(IReadOnlyList<ParamSpec>? declared, JsonNode? given)
    {
        if (declared is { Count: > 0 } && given is not (null or JsonObject))
        {
            throw new ScoringException(ScoringFault.InvalidInput,
                $"Parameters must be a dictionary. Got type '{PythonClass(given)}'.");
        }

        var byName = given as JsonObject;
        var values = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var spec in declared ?? [])
        {
            if (byName is null || !byName.TryGetPropertyValue(spec.Name, out var value))
            {
                values[spec.Name] = spec.Default;
                continue;
            }

            values[spec.Name] = value;
            if (ProblemOf(spec, value) is { } problem)
            {
                problems.Add($"('{spec.Name}', \"Failed to validate type and shape for {spec}, error: {problem}\")");
            }
        }

        return problems.Count == 0
            ? values
            : throw new ScoringException(
                ScoringFault.InvalidInput, $"Invalid parameters found: {{{string.Join(", ", problems)}}}");
    }

    private static string? ProblemOf(ParamSpec spec, JsonNode? value)
    {
        if (!spec.IsList)
        {
            return ProblemOfScalar(spec.Type, value);
        }

        return value is JsonArray list
            ? list.Select(item => ProblemOfScalar(spec.Type, item)).FirstOrDefault(problem => problem is not null)
            : $"Value must be a 1D array with shape (-1,) for param {spec}, received {PythonClass(value)}";
    }

    private static string? ProblemOfScalar(ColumnType type, JsonNode? value)
    {
        if (type is not ScalarType { DataType: var expected })
        {
            return value is null ? "Expected a value, received NoneType" : NestedValues.Check(
                JsonElement.Parse(value.ToJsonString()), type, isRequired: true)?.Describe().TrimStart();
        }

        if (value is JsonArray or JsonObject)
        {
            return $"Value should be a scalar for param of type {expected.Name()}, received {PythonClass(value)}";
        }

        return Fits(expected, value) ? null
            : $"Can not safely convert `<class '{PythonClass(value)}'>` to `DataType.{expected.Name()}` for value "
                + $"`{value?.ToString() ?? "None"}`";
    }

    private static bool Fits(DataType expected, JsonNode? value) => (expected, KindOf(value)) switch
    {
        (DataType.Boolean, JsonValueKind.True or JsonValueKind.False) => true,
        (DataType.String or DataType.Binary, JsonValueKind.String) => true,
        (DataType.DateTime, JsonValueKind.String) => Accepts(expected, buffer => buffer.AppendText(value!.ToString())),
        (DataType.Integer or DataType.Long, JsonValueKind.Number) => IsInteger(value!)
            && Accepts(expected, buffer => buffer.AppendNumber(Encoding.UTF8.GetBytes(value!.ToJsonString()))),
        (DataType.Float or DataType.Double, JsonValueKind.Number) => true,
        _ => false,
    };

    private static bool Accepts(DataType type, Action<ValueBuffer> append)
    {
        try
        {
            append(ValueBuffer.ForColumn(new ColumnSpec(null, type), capacity: 1));
            return true;
        }
        catch (ScoringException)
        {
            return false;
        }
    }

    private static bool IsInteger(JsonNode number) => !number.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E');

    private static JsonValueKind KindOf(JsonNode? value) => value?.GetValueKind() ?? JsonValueKind.Null;

    private static string PythonClass(JsonNode? value) => KindOf(value) switch
    {
        JsonValueKind.Null => "NoneType",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Number => IsInteger(value!) ? "int" : "float",
        JsonValueKind.String => "str",
        JsonValueKind.Array => "list",
        _ => "dict",
    };
}
