using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Format;

/// <summary>An input example in the two forms that MLflow saves: itself, and as a scoring request.</summary>
public sealed class ModelExample
{
    private ModelExample(string type, string? pandasOrient, JsonNode example, JsonObject servingInput)
    {
        Example = example;
        ServingInput = servingInput;
        Info = new SavedInputExample(type, "input_example.json", "serving_input_example.json", pandasOrient);
    }

    internal JsonNode Example { get; }

    internal JsonObject ServingInput { get; }

    internal SavedInputExample Info { get; }

    /// <summary>Rows of a table.</summary>
    /// <param name="table">A few rows.</param>
    public static ModelExample OfTable(Table table)
    {
        JsonObject Split() => new()
        {
            ["columns"] = new JsonArray([.. table.Columns.Select(column => (JsonNode?)JsonValue.Create(column.Name))]),
            ["data"] = new JsonArray([.. Enumerable.Range(0, table.RowCount).Select(row => (JsonNode?)new JsonArray(
                [.. table.Columns.Select(column => TensorJson.Element(column.Tensor, row))]))]),
        };
        return new ModelExample("dataframe", "split", Split(), new JsonObject { ["dataframe_split"] = Split() });
    }

    /// <summary>A tensor for a model that takes one.</summary>
    /// <param name="tensor">A small batch.</param>
    public static ModelExample OfTensor(Tensor tensor) => new(
        "ndarray", null, TensorJson.Nested(tensor)!, new JsonObject { ["inputs"] = TensorJson.Nested(tensor) });

    /// <summary>Tensors for a model that takes several.</summary>
    /// <param name="tensors">A small batch of each.</param>
    public static ModelExample OfTensors(IReadOnlyList<NamedTensor> tensors)
    {
        JsonObject ByName() => new(tensors.Select(
            tensor => KeyValuePair.Create(tensor.Name, TensorJson.Nested(tensor.Tensor))));
        return new ModelExample("ndarray", null, ByName(), new JsonObject { ["inputs"] = ByName() });
    }
}
