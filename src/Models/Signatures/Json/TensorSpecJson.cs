using System.Text.Json.Nodes;

namespace Tracking.Models.Signatures.Json;

/// <summary><c>{"name": "x", "type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 4]}}</c>.</summary>
internal static class TensorSpecJson
{
    public static TensorSpec Read(JsonField field)
    {
        var spec = field.Required("tensor-spec", "an object with dtype and shape");
        return new TensorSpec(
            field.Property("name")?.Text(),
            spec.Required("dtype", "a numpy type such as \"float32\"").Text(),
            [.. spec.Required("shape", "a list of extents").Items().Select(ReadExtent)]);
    }

    public static JsonNode Write(TensorSpec tensor)
    {
        var json = new JsonObject();
        if (tensor.Name is not null)
        {
            json["name"] = tensor.Name;
        }

        json["type"] = "tensor";
        json["tensor-spec"] = new JsonObject
        {
            ["dtype"] = tensor.DType,
            ["shape"] = new JsonArray([.. tensor.Shape.Select(extent => (JsonNode?)JsonValue.Create(extent))]),
        };
        return json;
    }

    private static long ReadExtent(JsonField field) => field.Integer() is >= -1 and var extent
        ? extent
        : throw field.Unexpected("an extent, or -1 where any will do");
}
