using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Tracking.Server.Access;
using Tracking.Server.Messages;

namespace Tracking.Server.Hosting;

/// <summary>What runs here: /health, /version, server-info and a page for people.</summary>
internal sealed class InfoPages(TrackingServerOptions options) : IEndpointGroup
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
        routes.MapPage(["GET"], "/", WelcomeAsync);
    }

    private Task WelcomeAsync(HttpContext context)
    {
        var request = context.Request;
        var address = WebUtility.HtmlEncode($"{request.Scheme}://{request.Host}{options.StaticPrefix}");
        return Answer.WriteTextAsync(context, Html, $$"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Tracking {{Version}}</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem}
            code,pre{background:#f3f3f3;padding:.1rem .3rem}pre{padding:.8rem;overflow:auto}</style></head>
            <body>
            <h1>Tracking {{Version}}</h1>
            <p>The tracking server is running. It keeps experiments, runs, artifacts and registered models, and speaks
            MLflow's REST API.</p>
            <p>Point a client at it:</p>
            <pre>// .NET
            await using var client = new TrackingClient("{{address}}");

            # Python, R, Java: any MLflow client
            export MLFLOW_TRACKING_URI={{address}}</pre>
            <p>Look around: <a href="{{address}}/health">health</a>, <a href="{{address}}/version">version</a>,
            <a href="{{address}}/api/2.0/mlflow/experiments/search?max_results=100">experiments</a>,
            <a href="{{address}}/api/2.0/mlflow/registered-models/search">registered models</a> (JSON).</p>
            </body></html>
            """);
    }
}
