using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracking.Server.Errors;
using Tracking.Server.Messages;

namespace Tracking.Server.Hosting;

/// <summary>
/// Builds the web application. It starts empty, so that no environment variable, settings file or signal of the
/// process that hosts it changes what it does.
/// </summary>
internal static class ServerApp
{
    public static WebApplication Build(TrackingServerOptions options, IPEndPoint endpoint, ServerParts parts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options, endpoint));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        (options.ConfigureLogging ?? LogToStandardError)(builder.Logging);
        // What keeps the host from starting is thrown to the caller, who says it in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        var app = builder.Build();
        app.Use(AddSecurityHeaders);
        app.UseMiddleware<ErrorAnswers>();
        app.UseRouting();
        var routes = new ApiRoutes(app, options.StaticPrefix, options.MaxMessageBytes);
        foreach (var group in parts.Groups)
        {
            group.Map(routes);
        }

        return app;
    }

    private static void Configure(
        KestrelServerOptions kestrel, TrackingServerOptions options, IPEndPoint endpoint)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxMessageBytes;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Listen(endpoint);
    }

    private static void LogToStandardError(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static Task AddSecurityHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpContext)state).Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "SAMEORIGIN";
                return Task.CompletedTask;
            },
            context);
        return next(context);
    }

    /// <summary>Leaves Ctrl-C to the process that hosts the server.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
