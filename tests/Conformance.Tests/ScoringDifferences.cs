namespace Tracking.Conformance.Tests;

/// <summary>
/// The recorded scoring requests that are answered differently on purpose, by model and label; docs/conformance.md says
/// the same with more words.
/// </summary>
internal static class ScoringDifferences
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["pyfunc_typed int-for-str "] = "a number in a column of text is its text; MLflow hands the number on",
    };

    /// <summary>What MLflow answers after it silently changed a value; here that is refused with a 400.</summary>
    public static IReadOnlyDictionary<string, string> Corruptions { get; } = new Dictionary<string, string>
    {
        ["onnx_iris big "] = "a number beyond float32: infinity, and NaN predictions",
        ["pyfunc_typed float-for-int "] = "1.5 into a column of integers: cut to 1",
        ["pyfunc_typed big-int "] = "2^40 into a column of integers: wrapped to 0",
    };

    /// <summary>Whether a request is for a path of Open Inference, which that server does not speak.</summary>
    public static bool IsNoScoring(ScoringExchange exchange) =>
        exchange.Label.Contains(" /v2/", StringComparison.Ordinal);
}
