using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Tracking.Server.Operations.Limits;

namespace Tracking.Server.Operations.Exposition;

/// <summary>What the server's limits are at, the bytes of artifacts that passed, the events that were sent.</summary>
internal sealed class ServerMeter : IDisposable
{
    public const string Name = "Tracking.Server";

    public ServerMeter(BodyMemory bodies, ConcurrencyLimiter slots)
    {
        Meter.CreateObservableUpDownCounter(
            "tracking.server.body_memory", () => bodies.Used, "By", "Request bodies that are held in memory.");
        Meter.CreateObservableUpDownCounter(
            "tracking.server.queued_requests",
            () => slots.GetStatistics()?.CurrentQueuedCount ?? 0,
            "{request}",
            "Requests that wait for their turn.");
        Meter.CreateObservableCounter(
            "tracking.server.refused_requests",
            () => slots.GetStatistics()?.TotalFailedLeases ?? 0,
            "{request}",
            "Requests that found the queue full.");
        ArtifactsReceived = Meter.CreateCounter<long>(
            "tracking.artifacts.received", "By", "Bytes of artifacts that clients sent.");
        ArtifactsSent = Meter.CreateCounter<long>(
            "tracking.artifacts.sent", "By", "Bytes of artifacts that clients got.");
        WebhookAttempts = Meter.CreateCounter<long>(
            "tracking.webhooks.attempts", "{attempt}", "Events sent to webhooks, by what became of it.");
    }

    public Meter Meter { get; } = new(Name);

    public Counter<long> ArtifactsReceived { get; }

    public Counter<long> ArtifactsSent { get; }

    public Counter<long> WebhookAttempts { get; }

    public void Dispose() => Meter.Dispose();
}
