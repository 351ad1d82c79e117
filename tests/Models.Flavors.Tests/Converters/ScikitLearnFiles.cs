using System.Text.Json.Nodes;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>A small document as the exporter writes it, to be changed.</summary>
internal static class ScikitLearnFiles
{
    /// <summary>(x - 1) / 2 of two features, then a tree: x[0] &lt;= 0.5 is "a", the rest "b".</summary>
    public static JsonNode Pipeline() => JsonNode.Parse("""
        {
          "format": "tracking-sklearn", "version": 1, "sklearn": "1.2.1", "features": 2, "feature_names": null,
          "text_features": [], "example": [[1, 2]],
          "model": {"type": "pipeline", "steps": [
            {"type": "scale", "subtract": [1, 1], "divide": [2, 2]},
            {"type": "forest", "outputs": 1, "classes": {"type": "string", "values": ["a", "b"]}, "trees": [{
              "left": [1, -1, -1], "right": [2, -1, -1], "feature": [0, 0, 0], "threshold": [0.5, -2, -2],
              "values": [[0.5, 0.5], [1, 0], [0, 1]], "missing_left": [false, false, false]
            }]}
          ]}
        }
        """)!;

    /// <summary>Boosting in double precision: the codes 1 and 3 of x[0] go left, the others of 0 to 4 right.</summary>
    public const string Histograms = """
        {"type": "boosting", "groups": 1, "base": [0.5], "rate": 1, "double": true, "output": "exp",
         "categories": [{"feature": 0, "codes": [0, 1, 2, 3, 4]}], "trees": [{
          "left": [1, -1, -1], "right": [2, -1, -1], "feature": [0, 0, 0], "threshold": [0, 0, 0],
          "values": [[0], [1], [2]], "missing_left": [true, false, false], "left_categories": [[1, 3], null, null]}]}
        """;

    /// <summary>A document with one step.</summary>
    public static string Of(string step, int features = 2) => $$"""
        {"format": "tracking-sklearn", "version": 1, "features": {{features}}, "model": {{step}}}
        """;
}
