using System.Text.Json.Nodes;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>OpenAPI 3.1 of the scoring routes, typed from each model's signature.</summary>
internal static class OpenApiDocument
{
    private const string Json = "application/json";

    /// <param name="models">In the order of the host; the first answers <c>/invocations</c>.</param>
    /// <param name="examples">A request for each, in the same order; null without.</param>
    /// <param name="server">What comes before every path.</param>
    public static JsonObject Of(
        IReadOnlyList<LoadedModel> models, IReadOnlyList<JsonNode?> examples, string server)
    {
        var paths = new JsonObject();
        if (models.Count > 0)
        {
            paths["/invocations"] = Scoring(
                "invocations",
                $"Score with '{models[0].Name}' over MLflow's protocol.",
                Body(InvocationSchema.Of(models[0]), examples[0]),
                new JsonObject { ["type"] = "object", ["required"] = new JsonArray("predictions") });
        }

        foreach (var model in models)
        {
            var path = $"/v2/models/{Uri.EscapeDataString(model.Name)}"
                + (model.Version is { } version ? $"/versions/{Uri.EscapeDataString(version)}" : string.Empty);
            paths[path + "/infer"] = Scoring(
                $"infer_{paths.Count}",
                $"Score with '{model.Name}' over Open Inference v2.",
                Body(InferSchema.Request(model), null),
                InferSchema.Answer(model));
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Served models", ["version"] = ServerVersion.Text },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server.Length == 0 ? "/" : server }),
            ["paths"] = paths,
        };
    }

    private static JsonObject Body(JsonObject schema, JsonNode? example)
    {
        var media = new JsonObject { ["schema"] = schema };
        if (example is not null)
        {
            media["example"] = example;
        }

        return new JsonObject { ["required"] = true, ["content"] = new JsonObject { [Json] = media } };
    }

    private static JsonObject Scoring(string name, string summary, JsonObject body, JsonObject answer) => new()
    {
        ["post"] = new JsonObject
        {
            ["operationId"] = name,
            ["summary"] = summary,
            ["requestBody"] = body,
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject
                {
                    ["description"] = "The model's answer.",
                    ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = answer } },
                },
                ["default"] = new JsonObject { ["description"] = "What is wrong, in the protocol's own shape." },
            },
        },
    };
}
