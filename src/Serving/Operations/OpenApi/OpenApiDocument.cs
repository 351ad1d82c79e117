using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols;
using Tracking.Serving.Protocols.Mlflow.Examples;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>A model that answers.</summary>
/// <param name="Model">The model.</param>
/// <param name="InvocationPath">Where it speaks MLflow's protocol; null for a version that is not the default.</param>
/// <param name="Example">A request that it understands, where one can be shown.</param>
internal sealed record DescribedModel(LoadedModel Model, string? InvocationPath, ExampleRequest? Example);

/// <summary>OpenAPI 3.1 of the scoring routes, typed from each model's signature.</summary>
internal static class OpenApiDocument
{
    private const string Json = "application/json";

    /// <param name="models">In the order of the host.</param>
    /// <param name="server">What comes before every path.</param>
    public static JsonObject Of(IReadOnlyList<DescribedModel> models, string server)
    {
        var paths = new JsonObject();
        foreach (var described in models)
        {
            if (described.InvocationPath is { } path)
            {
                paths[path] = Invocation(described, $"invoke_{paths.Count}");
            }

            // Open Inference has no type for lists and objects, and refuses the model.
            if (described.Model.Scorer.Schema.HoldsJson())
            {
                continue;
            }

            var version = described.Model.Version is { } text ? $"/versions/{Escape(text)}" : string.Empty;
            paths[$"/v2/models/{Escape(described.Model.Name)}{version}/infer"] =
                Infer(described, $"infer_{paths.Count}");
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Served models", ["version"] = ServerVersion.Text },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server.Length == 0 ? "/" : server }),
            ["tags"] = new JsonArray([.. models.Select(TagOf).Distinct()
                .Select(tag => new JsonObject { ["name"] = tag })]),
            ["paths"] = paths,
        };
    }

    private static JsonObject Invocation(DescribedModel described, string name) => Scoring(
        name,
        described,
        "MLflow",
        Body(InvocationSchema.Of(described.Model), described.Example?.Body.DeepClone()),
        ValueSchema.Named([("predictions", true, [])]));

    private static JsonObject Infer(DescribedModel described, string name) => Scoring(
        name,
        described,
        "Open Inference v2",
        Body(InferSchema.Request(described.Model), described.Example is { } e ? InferExample.Of(e.Inputs) : null),
        InferSchema.Answer(described.Model));

    private static JsonObject Body(JsonObject schema, JsonNode? example)
    {
        var media = new JsonObject { ["schema"] = schema };
        if (example is not null)
        {
            media["example"] = example;
        }

        return new JsonObject { ["required"] = true, ["content"] = new JsonObject { [Json] = media } };
    }

    private static JsonObject Scoring(
        string name, DescribedModel described, string protocol, JsonObject body, JsonObject answer) => new()
        {
            ["post"] = new JsonObject
            {
                ["operationId"] = name,
                ["tags"] = new JsonArray(TagOf(described)),
                ["summary"] = protocol,
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

    private static string TagOf(DescribedModel described) => described.Model.Version is { } version
        ? $"{described.Model.Name} version {version}"
        : described.Model.Name;

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
