using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Mlflow.Examples;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>GET /openapi.json: of the models as they are served now.</summary>
internal sealed class OpenApiPage(ServedModels models)
{
    public const string Path = "/openapi.json";

    public async Task SendAsync(HttpContext context)
    {
        var loaded = models.Loaded;
        var described = new List<DescribedModel>(loaded.Count);
        foreach (var model in loaded)
        {
            var example = await ExampleRequest.OfAsync(model, context.RequestAborted);
            described.Add(new DescribedModel(model, InvocationPathOf(model), example));
        }

        var prefix = $"{context.Request.PathBase}{context.Request.Path}"[..^Path.Length];
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            OpenApiDocument.Of(described, prefix).ToJsonString(), context.RequestAborted);
    }

    // Neither path has a version.
    private string? InvocationPathOf(LoadedModel model) => model == models.DefaultOf(null)
        ? "/invocations"
        : model == models.DefaultOf(model.Name) ? $"/models/{Uri.EscapeDataString(model.Name)}/invoke" : null;
}
