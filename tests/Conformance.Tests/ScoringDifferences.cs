namespace Tracking.Conformance.Tests;

/// <summary>
/// The recorded scoring requests that are answered differently on purpose, by model and label; docs/conformance.md says
/// the same with more words.
/// </summary>
internal static class ScoringDifferences
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["onnx_iris csv "] = "CSV fills the one tensor of the signature; MLflow fails while it reads the schema",
        ["onnx_iris big "] = "a number beyond float32 is refused; MLflow makes infinity of it and predicts NaN",
    };

    /// <summary>Whether a request is for a path of Open Inference, which that server does not speak.</summary>
    public static bool IsNoScoring(ScoringExchange exchange) =>
        exchange.Label.Contains(" /v2/", StringComparison.Ordinal);
}
