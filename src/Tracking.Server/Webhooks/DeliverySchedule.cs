using System.Globalization;
using Tracking.Core.Webhooks;

namespace Tracking.Server.Webhooks;

/// <summary>Decides what an answer means for a delivery, and when to try again. Thread-safe.</summary>
internal sealed class DeliverySchedule(WebhookOptions options, TimeProvider time, Random random)
{
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();

    public DeliveryOutcome Decide(WebhookDelivery delivery, WebhookAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return new DeliveryOutcome(DeliveryOutcomeKind.Delivered, ResponseStatus: answer.Status);
        }

        var error = answer.Error ?? Explain(answer.Status!.Value);
        if (!IsPassing(answer) || delivery.Attempts + 1 >= options.MaxAttempts)
        {
            return new DeliveryOutcome(DeliveryOutcomeKind.Dead, ResponseStatus: answer.Status, Error: error);
        }

        var next = time.GetUtcNow() + DelayAfter(delivery.Attempts, answer.RetryAfter);
        return new DeliveryOutcome(
            DeliveryOutcomeKind.Retry, next.ToUnixTimeMilliseconds(), answer.Status, error);
    }

    /// <summary>
    /// Doubles from attempt to attempt up to the cap, less up to half of it; never before the answer asks.
    /// </summary>
    public TimeSpan DelayAfter(int failedBefore, TimeSpan? retryAfter)
    {
        var doubled = options.FirstRetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(failedBefore, 30));
        var delay = TimeSpan.FromMilliseconds(
            Math.Min(doubled, options.MaxRetryDelay.TotalMilliseconds) * (1 - (NextRandom() / 2)));
        var asked = retryAfter > MaxRetryAfter ? MaxRetryAfter : retryAfter ?? TimeSpan.Zero;
        return asked > delay ? asked : delay;
    }

    private double NextRandom()
    {
        lock (_gate)
        {
            return random.NextDouble();
        }
    }

    /// <summary>No answer, too busy, or the receiver's own fault.</summary>
    private static bool IsPassing(WebhookAnswer answer) =>
        !answer.IsRefused && answer.Status is null or 408 or 425 or 429 or >= 500;

    private static string Explain(int status) => status is >= 300 and < 400
        ? string.Create(CultureInfo.InvariantCulture, $"It answered {status}; redirects are not followed.")
        : string.Create(CultureInfo.InvariantCulture, $"It answered {status}.");
}
