using System.Reflection;
using Microsoft.AspNetCore.Http;
using Tracking.Server.Access;
using Tracking.Server.Messages;

namespace Tracking.Server.Hosting;

/// <summary>What runs here: /health, /version and server-info.</summary>
internal sealed class InfoPages : IEndpointGroup
{
    private const string Html = "text/html; charset=utf-8";

    /// <summary>What a client may rely on that MLflow's server does not have.</summary>
    private const string FeaturesHeader = "Tracking-Features";

    private const string VersionHeader = "Tracking-Version";

    /// <summary>
    /// The MLflow whose API this is. Stock clients ask /version what the server can do: below 3.4 they would send no
    /// spans to <c>/v1/traces</c>.
    /// </summary>
    private const string MlflowVersion = "3.11.2";

    /// <summary>The version of this assembly without build metadata, such as <c>0.1.0</c>.</summary>
    public static string Version { get; } = typeof(InfoPages).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    public void Map(ApiRoutes routes)
    {
        routes.MapProbe(ProbePaths.Alive, context =>
        {
            context.Response.Headers[FeaturesHeader] = "idempotency-key";
            return Answer.WriteTextAsync(context, Html, "OK");
        });
        routes.MapProbe(ProbePaths.Version, context =>
        {
            context.Response.Headers[VersionHeader] = Version;
            return Answer.WriteTextAsync(context, Html, MlflowVersion);
        });
        routes.MapRaw(["GET"], "3.0/mlflow/server-info", context => Answer.WriteTextAsync(
            context, ContentType.Json, """{"store_type":"SqlStore","workspaces_enabled":false}"""));
    }
}
