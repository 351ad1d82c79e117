using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Unavailable;

/// <summary>Parts of MLflow that this server does not have say so, rather than that their paths are unknown.</summary>
internal sealed class UnavailableEndpoints : IEndpointGroup
{
    private static readonly string[] Verbs = ["GET", "POST", "PATCH", "PUT", "DELETE"];

    private static readonly (string Feature, string Path)[] Features =
    [
        ("The AI gateway", "3.0/mlflow/gateway"),
        ("Scorers", "3.0/mlflow/scorers"),
        ("Issues", "3.0/mlflow/issues"),
        ("Prompt optimisation", "3.0/mlflow/prompt-optimization"),
        ("Jobs", "3.0/jobs"),
    ];

    public void Map(ApiRoutes routes)
    {
        foreach (var (feature, path) in Features)
        {
            routes.MapRaw(Verbs, path + "/{**rest}", _ => throw NotHere(feature));
        }

        routes.MapPage(["GET", "POST"], "/graphql", _ => throw NotHere("GraphQL"));
        routes.MapPage(["POST"], "/gateway/{**rest}", _ => throw NotHere("The AI gateway"));
        routes.MapRaw(Verbs, "3.0/mlflow/workspaces", RefuseWorkspacesAsync);
        routes.MapRaw(Verbs, "3.0/mlflow/workspaces/{name}", RefuseWorkspacesAsync);
    }

    private static TrackingException NotHere(string feature) =>
        new(ErrorCode.NotImplemented, $"{feature}: not a part of this server.");

    /// <summary>MLflow's answer when it runs without them.</summary>
    private static Task RefuseWorkspacesAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Answer.WriteTextAsync(
            context,
            "text/plain; charset=utf-8",
            $"Endpoint: {context.Request.Path} disabled because the server is running without workspaces support.");
    }
}
