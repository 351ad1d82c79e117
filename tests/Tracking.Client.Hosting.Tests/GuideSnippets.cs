using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracking.Client.Diagnostics;
using Tracking.Client.Hosting.Logs;

namespace Tracking.Client.Hosting.Tests;

/// <summary>
/// The example of docs/guides/dependency-injection.md, word for word; GuideSpecs runs it.
/// </summary>
internal static class GuideSnippets
{
    internal static async Task RunAsync()
    {
        // snippet: host
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddTracking(options => options with { ExperimentName = "nightly" });
        builder.Logging.AddTracking();                     // log records of a run become its artifacts
        builder.Services.AddHostedService<NightlyTraining>();

        await using var app = builder.Build();
        await app.RunAsync();
        // endsnippet
    }

    // snippet: service
    internal sealed class NightlyTraining(
        TrackingClient client, ILogger<NightlyTraining> log, IHostApplicationLifetime host) : BackgroundService
    {
        private static readonly Meter Meter = new("Nightly");
        private static readonly Histogram<double> BatchSeconds = Meter.CreateHistogram<double>("batch_seconds");
        private static readonly ActivitySource Source = new("Nightly");

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await client.RunAsync(null, async run =>
            {
                await using var meters = run.RecordMeters("Nightly", "System.Runtime");
                await using var traces = run.RecordActivities("Nightly");
                var progress = run.ProgressOf("progress");
                for (var epoch = 0; epoch < 3; epoch++)
                {
                    using var activity = Source.StartActivity("epoch");
                    BatchSeconds.Record(0.2 / (epoch + 1));        // your training
                    log.LogInformation("epoch {Epoch} is done", epoch);
                    progress.Report((epoch + 1) / 3.0);
                }
            }, cancellationToken: stoppingToken);
            host.StopApplication();
        }
    }
    // endsnippet
}
