using System.Diagnostics.Metrics;
using Tracking.Core.Webhooks;

namespace Tracking.Server.Webhooks;

/// <summary>Sends one event once, says what is to become of it and counts that. Owns the sender.</summary>
internal sealed class DeliveryAttempts(WebhookSender sender, DeliverySchedule schedule, Counter<long> counter)
    : IDisposable
{
    public void Dispose() => sender.Dispose();

    public async Task<DeliveryOutcome> MakeAsync(LeasedDelivery leased, CancellationToken cancellationToken)
    {
        var outcome = await SendAsync(leased, cancellationToken);
        counter.Add(1, new KeyValuePair<string, object?>("outcome", NameOf(outcome.Kind)));
        return outcome;
    }

    private async Task<DeliveryOutcome> SendAsync(LeasedDelivery leased, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await sender.SendAsync(
                leased.Target, leased.Delivery.DeliveryId, leased.Delivery.Payload, cancellationToken);
            return schedule.Decide(leased.Delivery, answer);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new DeliveryOutcome(DeliveryOutcomeKind.BrokenOff);
        }
    }

    private static string NameOf(DeliveryOutcomeKind kind) => kind switch
    {
        DeliveryOutcomeKind.Delivered => "delivered",
        DeliveryOutcomeKind.Retry => "retry",
        DeliveryOutcomeKind.Dead => "dead",
        _ => "broken_off",
    };
}
