using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracking.Core.Errors;
using Tracking.Core.Webhooks;

namespace Tracking.Server.Webhooks;

/// <summary>
/// Sends what waits in the outbox: several webhooks at a time, each one event at a time, in order. An event leaves the
/// outbox only after its receiver took it, so one that is sent while the process dies is sent again. Owns the attempts.
/// </summary>
internal sealed partial class WebhookDispatcher(
    IWebhookOutbox outbox,
    DeliveryAttempts attempts,
    WebhookOptions options,
    TimeProvider time,
    ILogger<WebhookDispatcher> log) : BackgroundService
{
    /// <summary>Events of other processes on the same store are seen after this time at the latest.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SleepAfterTrouble = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _ended = new(0);

    /// <summary>A lease outlives the attempt by enough to write down what became of it.</summary>
    private TimeSpan Lease => options.RequestTimeout + TimeSpan.FromSeconds(30);

    public override void Dispose()
    {
        base.Dispose();
        attempts.Dispose();
        _ended.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var resumed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!resumed)
                {
                    await outbox.ResumeAsync(stoppingToken);
                    resumed = true;
                }

                if (!await StartDueAsync(stoppingToken))
                {
                    await SleepAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                // Whatever it was, events that wait must be sent once the store is back.
                Log(error);
                await Task.Delay(SleepAfterTrouble, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(_running.Values);
    }

    /// <summary>False when nothing was due.</summary>
    private async Task<bool> StartDueAsync(CancellationToken cancellationToken)
    {
        var free = options.MaxParallelWebhooks - _running.Count;
        var leased = free > 0 ? await outbox.ClaimAsync(free, Lease, cancellationToken) : [];
        foreach (var delivery in leased)
        {
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _running[delivery.Lease] = DeliverAsync(start.Task, delivery, cancellationToken);
            start.SetResult();
        }

        return leased.Count > 0;
    }

    /// <summary>Until this process wrote an event, an attempt has ended, or something is due.</summary>
    private async Task SleepAsync(CancellationToken cancellationToken)
    {
        var isWoken = false;
        while (!isWoken)
        {
            var isFull = _running.Count >= options.MaxParallelWebhooks;
            var sleep = isFull ? LongestSleep : await FindSleepAsync(cancellationToken);
            if (sleep <= TimeSpan.Zero)
            {
                // What is due and cannot be claimed is being sent by another process.
                await WaitAsync(ShortestSleep, cancellationToken);
                return;
            }

            isWoken = await WaitAsync(sleep, cancellationToken);
        }
    }

    private async Task<TimeSpan> FindSleepAsync(CancellationToken cancellationToken)
    {
        var due = await outbox.FindNextDueAsync(cancellationToken);
        var sleep = due is { } dueMs
            ? DateTimeOffset.FromUnixTimeMilliseconds(dueMs) - time.GetUtcNow()
            : LongestSleep;
        return sleep < LongestSleep ? sleep : LongestSleep;
    }

    /// <summary>True when it was woken.</summary>
    private async Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sleep = Task.Delay(longest, time, end.Token);
        var wakers = new[] { outbox.WaitForEventAsync(end.Token), _ended.WaitAsync(end.Token) };
        var first = await Task.WhenAny([sleep, .. wakers]);
        await end.CancelAsync();
        await Task.WhenAll([sleep, .. wakers]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return first != sleep || Array.Exists(wakers, waker => waker.IsCompletedSuccessfully);
    }

    private async Task DeliverAsync(Task start, LeasedDelivery leased, CancellationToken cancellationToken)
    {
        await start;
        try
        {
            var outcome = await attempts.MakeAsync(leased, cancellationToken);
            if (outcome.Kind == DeliveryOutcomeKind.Dead)
            {
                var delivery = leased.Delivery;
                LogDead(
                    leased.Target.Webhook.WebhookId, delivery.DeliveryId, delivery.Event, delivery.Attempts + 1,
                    outcome.Error);
            }

            await outbox.SettleAsync(leased, outcome, CancellationToken.None);
        }
        catch (Exception error)
        {
            // The lease runs out, and then it is sent again.
            Log(error);
        }
        finally
        {
            _running.TryRemove(leased.Lease, out _);
            _ended.Release();
        }
    }

    private void Log(Exception error)
    {
        if (error is TrackingException { Code: ErrorCode.TemporarilyUnavailable })
        {
            LogBusy(error.Message);
        }
        else
        {
            LogTrouble(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending events to webhooks failed; it is tried again")]
    private partial void LogTrouble(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending events to webhooks waits: {Reason}")]
    private partial void LogBusy(string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Webhook {WebhookId}: {Event} [{DeliveryId}] was given up after {Attempts} attempts: {Reason}")]
    private partial void LogDead(
        string webhookId, string deliveryId, WebhookEvent @event, int attempts, string? reason);
}
