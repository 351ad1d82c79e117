using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.OpenInference;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>JSON schemas of Open Inference's messages for one model.</summary>
internal static class InferSchema
{
    public static JsonObject Request(LoadedModel model) => Message("inputs", model.Scorer.Schema.Inputs);

    public static JsonObject Answer(LoadedModel model) => Message("outputs", model.Scorer.Schema.Outputs);

    private static JsonObject Message(string field, IReadOnlyList<TensorInfo> tensors) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray(field),
        ["properties"] = new JsonObject
        {
            ["id"] = new JsonObject { ["type"] = "string" },
            [field] = new JsonObject
            {
                ["type"] = "array",
                ["minItems"] = tensors.Count(tensor => !tensor.IsOptional),
                ["maxItems"] = tensors.Count,
                ["items"] = new JsonObject { ["oneOf"] = new JsonArray([.. tensors.Select(One)]) },
            },
        },
    };

    private static JsonNode One(TensorInfo tensor) => new JsonObject
    {
        ["type"] = "object",
        ["title"] = tensor.Name,
        ["required"] = new JsonArray("name", "shape", "datatype", "data"),
        ["properties"] = new JsonObject
        {
            ["name"] = new JsonObject { ["const"] = tensor.Name },
            ["datatype"] = new JsonObject { ["const"] = Datatypes.NameOf(tensor.ElementType) },
            ["shape"] = Shape(tensor.Shape),
            ["data"] = Data(tensor.ElementType),
        },
    };

    // Flat or nested as the shape says; readers take both.
    private static JsonObject Data(ElementType type) => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject
        {
            ["anyOf"] = new JsonArray(ValueSchema.Element(type), new JsonObject { ["type"] = "array" }),
        },
    };

    private static JsonObject Shape(IReadOnlyList<long> shape)
    {
        var schema = new JsonObject { ["type"] = "array", ["minItems"] = shape.Count, ["maxItems"] = shape.Count };
        if (shape.Count > 0)
        {
            schema["prefixItems"] = new JsonArray([.. shape.Select(Extent)]);
        }

        return schema;
    }

    private static JsonNode Extent(long extent) => extent < 0
        ? new JsonObject { ["type"] = "integer", ["minimum"] = 0 }
        : new JsonObject { ["const"] = extent };
}
