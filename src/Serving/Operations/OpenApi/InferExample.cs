using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.OpenInference;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>Inputs of a model as a request of Open Inference.</summary>
internal static class InferExample
{
    /// <summary>Null where JSON cannot say them: NaN and infinities.</summary>
    public static JsonNode? Of(IReadOnlyList<NamedTensor> inputs)
    {
        var tensors = new JsonArray();
        foreach (var (name, tensor) in inputs)
        {
            using var data = new ResponseBuffer();
            TensorJsonWriter.WriteFlat(data, tensor);
            try
            {
                tensors.Add(new JsonObject
                {
                    ["name"] = name,
                    ["datatype"] = Datatypes.NameOf(tensor.ElementType),
                    ["shape"] = new JsonArray([.. tensor.Shape.ToArray().Select(extent => (JsonNode)extent)]),
                    ["data"] = JsonNode.Parse(data.Written),
                });
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return new JsonObject { ["inputs"] = tensors };
    }
}
