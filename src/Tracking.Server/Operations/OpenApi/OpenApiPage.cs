using System.Text;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Operations.OpenApi;

/// <summary><c>/openapi.json</c>: made when it is first asked for, then kept.</summary>
internal sealed class OpenApiPage(string staticPrefix) : IEndpointGroup
{
    public void Map(ApiRoutes routes)
    {
        var document = new Lazy<byte[]>(() =>
            Encoding.UTF8.GetBytes(OpenApiDocument.Of(routes.Served, staticPrefix).ToJsonString()));
        routes.MapPage(["GET"], "/openapi.json", async context =>
        {
            context.Response.ContentType = ContentType.Json;
            await context.Response.Body.WriteAsync(document.Value, context.RequestAborted);
        });
    }
}
