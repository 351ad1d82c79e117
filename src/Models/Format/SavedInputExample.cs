using System.Text.Json.Nodes;

namespace Tracking.Models.Format;

/// <summary>What an MLmodel file says of the input example saved beside it (<c>saved_input_example_info</c>).</summary>
/// <param name="Type"><c>dataframe</c>, <c>ndarray</c>, <c>json_object</c> or a sparse matrix type.</param>
/// <param name="ArtifactPath">The example's file, relative to the model folder.</param>
/// <param name="ServingInputPath">The example as a scoring request, likewise; null in old models.</param>
/// <param name="PandasOrient"><c>split</c> or <c>values</c> for a data frame.</param>
public sealed record SavedInputExample(
    string Type, string ArtifactPath, string? ServingInputPath = null, string? PandasOrient = null)
{
    /// <summary>Whether the example has parameters beside its data.</summary>
    public bool HasParams { get; init; }

    internal static SavedInputExample? Read(MlModelSection? section) => section is null
        ? null
        : new SavedInputExample(
            section.Text("type") ?? "",
            section.Text("artifact_path") ?? throw new ModelLoadException(
                $"MLmodel: {section.PathOf("artifact_path")} is missing; expected a file name."),
            section.Text("serving_input_path"),
            section.Text("pandas_orient"))
        {
            // Written as text, "true".
            HasParams = section.Text("params") is "true" or "True",
        };

    /// <summary>Keys in the order that MLflow's sorting writer gives them.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["artifact_path"] = ArtifactPath };
        if (PandasOrient is not null)
        {
            json["pandas_orient"] = PandasOrient;
        }

        if (HasParams)
        {
            json["params"] = "true";
        }

        if (ServingInputPath is not null)
        {
            json["serving_input_path"] = ServingInputPath;
        }

        json["type"] = Type;
        return json;
    }
}
