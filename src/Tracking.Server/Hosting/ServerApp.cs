using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracking.Server.Access;
using Tracking.Server.Errors;
using Tracking.Server.Messages;
using Tracking.Server.Operations;
using Tracking.Server.Operations.Compression;
using Tracking.Server.Operations.Exposition;
using Tracking.Server.Operations.Health;
using Tracking.Server.Operations.Limits;
using Tracking.Server.Operations.Logging;
using Tracking.Server.Unavailable;
using Tracking.Server.Operations.OpenApi;
using Tracking.Server.Operations.Telemetry;

namespace Tracking.Server.Hosting;

/// <summary>
/// Builds the web application. It starts empty, so that no environment variable, settings file or signal of the
/// process that hosts it changes what it does.
/// </summary>
internal static class ServerApp
{
    /// <summary>Filters and lists of runs come in the query of a GET.</summary>
    private const int RequestLineBytesMax = 64 << 10;

    private const int RequestBufferBytes = 1 << 20;

    public static WebApplication Build(TrackingServerOptions options, IPEndPoint endpoint, ServerParts parts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options, endpoint));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        foreach (var background in parts.Background)
        {
            builder.Services.AddSingleton(background);
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        ConfigureLogging(builder.Logging, options);
        AddLimits(builder.Services, options);
        AddFigures(builder.Services, options, parts);
        var app = builder.Build();
        Use(app, options);
        var routes = new ApiRoutes(app, options.StaticPrefix, options.MaxMessageBytes);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Tracking.Server.Operations");
        IReadOnlyList<IEndpointGroup> operations =
        [
            new HealthPages(parts.Readiness, log),
            new MetricsPage(app.Services.GetRequiredService<MetricsCollector>()),
            new OpenApiPage(options.StaticPrefix),
        ];
        foreach (var group in parts.Groups.Concat(operations))
        {
            group.Map(routes);
        }

        return app;
    }

    private static void ConfigureLogging(ILoggingBuilder logging, TrackingServerOptions options)
    {
        if (options.ConfigureLogging is { } configure)
        {
            configure(logging);
        }
        else
        {
            StandardErrorLog.Configure(logging, options);
        }

        // What keeps the host from starting is thrown to the caller, who says it in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }

    private static void AddLimits(IServiceCollection services, TrackingServerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Limits);
        services.AddSingleton(new BodyMemory(options.Limits.BodyMemoryBytes));
        services.AddSingleton(_ => RequestSlots.LimiterOf(options.Limits));
    }

    private static void AddFigures(IServiceCollection services, TrackingServerOptions options, ServerParts parts)
    {
        services.AddMetrics();
        services.AddSingleton<ServerMeter>();
        services.AddSingleton<ProcessMeter>();
        services.AddSingleton(provider => new MetricsCollector(
            provider.GetRequiredService<IMeterFactory>(),
            parts.StoreMeter,
            provider.GetRequiredService<ServerMeter>().Meter,
            provider.GetRequiredService<ProcessMeter>().Meter));
        if (options.OpenTelemetry.Count > 0)
        {
            services.AddSingleton(provider => new ServerTelemetry(options.OpenTelemetry, provider));
        }
    }

    /// <summary>From the outside to the inside.</summary>
    private static void Use(WebApplication app, TrackingServerOptions options)
    {
        if (app.Services.GetService<ServerTelemetry>() is { IsSending: true })
        {
            app.UseMiddleware<RequestSpans>();
        }

        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<SafeHeaders>();
        app.UseMiddleware<ErrorAnswers>();
        if (!options.Access.IsDisabled)
        {
            app.UseMiddleware<AccessGuard>();
        }

        app.Use(WorkspaceGuard.RefuseWorkspacesAsync);
        app.UseRouting();
        app.UseMiddleware<RequestSlots>();
        app.UseMiddleware<RequestDeadline>();
        app.UseMiddleware<AnswerCompression>();
        app.UseMiddleware<ArtifactTraffic>();
    }

    private static void Configure(
        KestrelServerOptions kestrel, TrackingServerOptions options, IPEndPoint endpoint)
    {
        var limits = kestrel.Limits;
        var rate = options.Limits.MinDataRate == 0
            ? null
            : new MinDataRate(options.Limits.MinDataRate, options.Limits.MinDataRateGrace);
        kestrel.AddServerHeader = false;
        limits.MaxRequestBodySize = options.MaxMessageBytes;
        limits.MaxConcurrentConnections = options.MaxConnections;
        limits.MaxRequestLineSize = RequestLineBytesMax;
        limits.MaxRequestBufferSize = RequestBufferBytes;
        limits.RequestHeadersTimeout = options.Limits.HeadersTimeout;
        limits.KeepAliveTimeout = options.Limits.IdleTimeout;
        limits.MinRequestBodyDataRate = rate;
        limits.MinResponseDataRate = rate;
        kestrel.Listen(endpoint);
    }

    /// <summary>Leaves Ctrl-C to the process that hosts the server.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
