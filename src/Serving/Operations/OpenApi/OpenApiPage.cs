using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>GET /openapi.json: of the models as they are served now.</summary>
internal sealed class OpenApiPage(ModelRepository models)
{
    public const string Path = "/openapi.json";
    private const long LongestExample = 64 * 1024;

    public async Task SendAsync(HttpContext context)
    {
        var loaded = models.Loaded;
        var examples = new List<JsonNode?>(loaded.Count);
        foreach (var model in loaded)
        {
            examples.Add(examples.Count == 0 ? await ExampleAsync(model, context.RequestAborted) : null);
        }

        var prefix = $"{context.Request.PathBase}{context.Request.Path}"[..^Path.Length];
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            OpenApiDocument.Of(loaded, examples, prefix).ToJsonString(), context.RequestAborted);
    }

    private static async Task<JsonNode?> ExampleAsync(LoadedModel model, CancellationToken cancellationToken)
    {
        var file = new FileInfo(System.IO.Path.Combine(model.Directory, "serving_input_example.json"));
        if (!file.Exists || file.Length > LongestExample)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(await File.ReadAllTextAsync(file.FullName, cancellationToken));
        }
        catch (JsonException)
        {
            // MLflow writes bare NaN, which no OpenAPI document may hold.
            return null;
        }
    }
}
