using Microsoft.AspNetCore.Http;
using Tracking.Serving.Protocols.Mlflow;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>GET /openapi.json: of the models as they are served now.</summary>
internal sealed class OpenApiPage(ModelRepository models)
{
    public const string Path = "/openapi.json";

    public async Task SendAsync(HttpContext context)
    {
        var loaded = models.Loaded;
        var described = new List<DescribedModel>(loaded.Count);
        foreach (var model in loaded)
        {
            described.Add(new(model, await ExampleRequest.OfAsync(model, context.RequestAborted)));
        }

        var prefix = $"{context.Request.PathBase}{context.Request.Path}"[..^Path.Length];
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            OpenApiDocument.Of(described, prefix).ToJsonString(), context.RequestAborted);
    }
}
