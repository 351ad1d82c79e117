using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Operations.Exposition;
using Tracking.Serving.Operations.OpenApi;
using Tracking.Serving.Protocols;
using Tracking.Serving.Protocols.Mlflow;

namespace Tracking.Serving.Operations;

/// <summary>What those who run a host look at.</summary>
internal static class OperationsEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        // Resolved here, so that counting begins with the host and not with the first look.
        var metrics = endpoints.ServiceProvider.GetRequiredService<MetricsPage>();
        Get(endpoints, "/metrics", metrics.SendAsync);
        Get(endpoints, OpenApiPage.Path, endpoints.ServiceProvider.GetRequiredService<OpenApiPage>().SendAsync);
        Get(endpoints, "/docs", DocsPage.SendAsync);
    }

    private static void Get(IEndpointRouteBuilder endpoints, string path, RequestDelegate answer) => endpoints.MapOnly(
        HttpMethods.Get, path, answer, to => MlflowErrors.WriteDetail(to, "Method Not Allowed"));
}
