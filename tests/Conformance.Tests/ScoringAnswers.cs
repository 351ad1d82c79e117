using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Conformance.Tests;

/// <summary>When scoring answers agree: error codes and predictions, floats to 1e-5; not the texts of errors.</summary>
internal static class ScoringAnswers
{
    private const double Tolerance = 1e-5;

    public static bool Agree(string? recorded, string answered)
    {
        if (Parse(recorded) is not { } want || want is JsonObject detail && detail.ContainsKey("detail"))
        {
            return true;
        }

        var got = Parse(answered);
        return want is JsonObject error && error.ContainsKey("error_code")
            ? (string?)error["error_code"] == (string?)got?["error_code"]
            : Same(want, got);
    }

    // Python writes NaN as a bare word.
    private static JsonNode? Parse(string? text)
    {
        try
        {
            return JsonNode.Parse((text ?? "null").Replace("NaN", "\"NaN\"", StringComparison.Ordinal));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Same(JsonNode? want, JsonNode? got) => (want, got) switch
    {
        (null, null) => true,
        (JsonObject a, JsonObject b) => a.Count == b.Count
            && a.All(property => b.ContainsKey(property.Key) && Same(property.Value, b[property.Key])),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) => SameValue(a, b),
        _ => false,
    };

    private static bool SameValue(JsonValue a, JsonValue b)
    {
        if (a.GetValueKind() != JsonValueKind.Number || b.GetValueKind() != JsonValueKind.Number)
        {
            return JsonNode.DeepEquals(a, b);
        }

        var (x, y) = (a.GetValue<double>(), b.GetValue<double>());
        return Math.Abs(x - y) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(x), Math.Abs(y)));
    }
}
