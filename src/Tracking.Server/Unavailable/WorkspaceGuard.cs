using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;

namespace Tracking.Server.Unavailable;

/// <summary>
/// A request for a workspace is refused: this server has none, and what was meant for one must not end up among all.
/// </summary>
internal static class WorkspaceGuard
{
    private const string Header = "X-MLFLOW-WORKSPACE";

    public static Task RefuseWorkspacesAsync(HttpContext context, RequestDelegate next) =>
        string.IsNullOrEmpty(context.Request.Headers[Header])
            ? next(context)
            : throw new TrackingException(
                ErrorCode.FeatureDisabled,
                $"This server runs without workspaces, so a request cannot name one: unset {Header} (the client's " +
                "MLFLOW_WORKSPACE).");
}
