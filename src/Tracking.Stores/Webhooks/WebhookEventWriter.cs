using Tracking.Core.Registry;
using Tracking.Core.Webhooks;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Webhooks;

/// <summary>
/// Writes events for the webhooks that ask for them, in the transaction of the change: either both are kept or
/// neither. Where nobody asks it costs a look into an index. Thread-safe.
/// </summary>
internal sealed class WebhookEventWriter : IDisposable
{
    /// <summary>Waiting deliveries of one webhook; later events are counted and not kept.</summary>
    internal const int MaxWaiting = 10_000;

    private const string SelectPromptTag =
        "SELECT count(*) FROM registered_model_tag WHERE registered_key = ? AND key_id = ? AND lower(value) = 'true'";

    private readonly SemaphoreSlim _written = new(0, 1);

    /// <summary>Writes the events of changes to one model; the last thing that a transaction does.</summary>
    public void Write(WriteSession session, long modelKey, params IReadOnlyList<RegistryChange> changes)
    {
        var deliveries = FindSubscribers(session, modelKey, changes);
        if (deliveries.Count == 0)
        {
            return;
        }

        // In the order of webhooks: two transactions that write to several of them must not wait for each other.
        foreach (var delivery in deliveries.OrderBy(delivery => delivery.Webhook))
        {
            Insert(session, delivery);
        }

        Announce();
    }

    /// <summary>Completes when something was written since the last call; it may not be committed yet.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _written.WaitAsync(cancellationToken);

    /// <summary>Completes the wait.</summary>
    public void Announce()
    {
        lock (_written)
        {
            if (_written.CurrentCount == 0)
            {
                _written.Release();
            }
        }
    }

    public void Dispose() => _written.Dispose();

    private static List<NewDelivery> FindSubscribers(
        WriteSession session, long modelKey, IReadOnlyList<RegistryChange> changes)
    {
        var found = new List<NewDelivery>();
        bool? isPromptModel = null;
        foreach (var change in changes)
        {
            var ofModel = change.EventOf(isPrompt: false);
            var ofPrompt = change.EventOf(isPrompt: true);
            foreach (var (webhook, entity) in Subscribers(session, ofModel ?? ofPrompt, ofPrompt ?? ofModel))
            {
                var isPrompt = change.IsPrompt ?? (isPromptModel ??= IsPrompt(session, modelKey));
                if ((isPrompt ? ofPrompt : ofModel) is { } kind && kind.Entity == entity)
                {
                    found.Add(new NewDelivery(webhook, kind, change));
                }
            }
        }

        return found;
    }

    private static List<(long Webhook, WebhookEntity Entity)> Subscribers(
        WriteSession session, WebhookEvent? either, WebhookEvent? other)
    {
        var subscribers = new List<(long, WebhookEntity)>();
        if (either is null || other is null)
        {
            return subscribers;
        }

        var row = session.Statement(DeliverySql.SelectSubscribers)
            .Bind(1, (long)either.Value.Entity)
            .Bind(2, (long)other.Value.Entity)
            .Bind(3, (long)either.Value.Action);
        while (row.Step())
        {
            subscribers.Add((row.Int64(0), (WebhookEntity)row.Int32(1)));
        }

        return subscribers;
    }

    private static bool IsPrompt(WriteSession session, long modelKey) =>
        session.FindKeyId(RegistryRules.PromptTagKey) is { } keyId
        && session.Statement(SelectPromptTag).Bind(1, modelKey).Bind(2, keyId).SingleInt64() > 0;

    private static void Insert(WriteSession session, NewDelivery delivery)
    {
        var place = session.Statement(DeliverySql.TakePlace).Bind(1, delivery.Webhook).Bind(2, (long)MaxWaiting);
        if (place.SingleInt64() is null)
        {
            session.Statement(DeliverySql.CountDropped).Bind(1, delivery.Webhook).Run();
            return;
        }

        var now = session.NowMs;
        session.Statement(DeliverySql.Insert)
            .Bind(1, Guid.NewGuid().ToString())
            .Bind(2, delivery.Webhook)
            .Bind(3, (long)delivery.Kind.Entity)
            .Bind(4, (long)delivery.Kind.Action)
            .Bind(5, now)
            .Bind(6, WebhookPayload.Write(delivery.Change, delivery.Kind, now))
            .Run();
    }

    private sealed record NewDelivery(long Webhook, WebhookEvent Kind, RegistryChange Change);
}
