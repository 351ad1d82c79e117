using System.Globalization;
using Tracking.Core.Search.Paging;
using Tracking.Core.Webhooks;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search;

namespace Tracking.Stores.Webhooks;

/// <summary>Keeps webhooks.</summary>
internal sealed class WebhookStore(StoreDatabase database) : IWebhookStore
{
    private const string ListFingerprint = "webhooks";

    public Task<Webhook> CreateAsync(NewWebhook webhook, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return database.WriteAsync(session => Create(session, webhook), cancellationToken);
    }

    public Task<WebhookTarget> GetAsync(string webhookId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Get(session, RequireKey(session, webhookId)), cancellationToken);

    public Task<Page<Webhook>> ListAsync(int maxResults, string? pageToken, CancellationToken cancellationToken) =>
        database.ReadAsync(session => List(session, maxResults, pageToken), cancellationToken);

    public Task<Webhook> UpdateAsync(string webhookId, WebhookChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return database.WriteAsync(session => Update(session, webhookId, change), cancellationToken);
    }

    public Task DeleteAsync(string webhookId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Statement(WebhookSql.Delete).Bind(1, RequireKey(session, webhookId)).Run(),
            cancellationToken);

    public Task<Page<WebhookDelivery>> ListDeliveriesAsync(
        DeliveryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => ListDeliveries(session, query), cancellationToken);
    }

    public Task<long> CountDroppedAsync(string webhookId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.Statement(WebhookSql.SelectDropped).Bind(1, webhookId).SingleInt64()
                ?? throw WebhookRules.NotFound(webhookId),
            cancellationToken);

    public Task RedeliverAsync(string webhookId, string deliveryId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var key = session.Statement(DeliverySql.LockByAdding).Bind(1, webhookId).SingleInt64()
                    ?? throw WebhookRules.NotFound(webhookId);
                var revived = session.Statement(DeliverySql.Revive)
                    .Bind(1, key).Bind(2, deliveryId).Bind(3, session.NowMs).Change();
                if (revived == 0)
                {
                    throw WebhookRules.DeliveryNotFound(deliveryId);
                }
            },
            cancellationToken);

    private static Webhook Create(WriteSession session, NewWebhook webhook)
    {
        if (session.Statement(WebhookSql.Count).SingleInt64() >= WebhookRules.MaxWebhooks)
        {
            throw WebhookRules.TooMany();
        }

        var made = webhook.Webhook;
        var key = session.Statement(WebhookSql.Insert)
            .Bind(1, made.WebhookId)
            .Bind(2, made.Name)
            .Bind(3, made.Description)
            .Bind(4, made.Url)
            .Bind(5, (long)made.Status)
            .Bind(6, webhook.SealedSecret)
            .Bind(7, session.NowMs)
            .SingleInt64()!.Value;
        InsertEvents(session, key, made.Events);
        return Get(session, key).Webhook;
    }

    private static Webhook Update(WriteSession session, string webhookId, WebhookChange change)
    {
        var key = RequireKey(session, webhookId);
        session.Statement(WebhookSql.Update)
            .Bind(1, key)
            .Bind(2, change.Name)
            .Bind(3, change.Description)
            .Bind(4, change.Url)
            .Bind(5, (long?)change.Status)
            .Bind(6, change.SealedSecret)
            .Bind(7, session.NowMs)
            .Run();
        if (change.Events is { } events)
        {
            session.Statement(WebhookSql.DeleteEvents).Bind(1, key).Run();
            InsertEvents(session, key, events);
        }

        return Get(session, key).Webhook;
    }

    private static Page<Webhook> List(StoreSession session, int maxResults, string? pageToken)
    {
        var fingerprint = PageToken.FingerprintOf(ListFingerprint);
        var after = PageToken.Decode(pageToken, fingerprint, valueCount: 2);
        var row = session.Statement(after is null ? WebhookSql.SelectFirstPage : WebhookSql.SelectNextPage)
            .Bind(1, (long)maxResults + 1);
        if (after is not null)
        {
            row.Bind(2, TokenNumber.Parse(after[0])).Bind(3, TokenNumber.Parse(after[1]));
        }

        var rows = new List<(long Key, long CreatedMs)>();
        while (row.Step())
        {
            rows.Add((row.Int64(0), row.Int64(1)));
        }

        var keys = rows.Take(maxResults).Select(found => found.Key).ToList();
        var webhooks = WebhookReader.Read(session, keys);
        var token = rows.Count > maxResults
            ? new PageToken(fingerprint, [Text(rows[maxResults - 1].CreatedMs), Text(keys[^1])]).Encode()
            : null;
        return new Page<Webhook>([.. keys.Select(key => webhooks[key].Webhook)], token);
    }

    private static Page<WebhookDelivery> ListDeliveries(StoreSession session, DeliveryQuery query)
    {
        var fingerprint = PageToken.FingerprintOf(query.WebhookId, query.State.ToString() ?? "");
        var after = PageToken.Decode(query.PageToken, fingerprint, valueCount: 1);
        var row = session.Statement(DeliverySql.SelectPage)
            .Bind(1, RequireKey(session, query.WebhookId))
            .Bind(2, (long)(query.State ?? WebhookDeliveryState.Waiting))
            .Bind(3, (long)(query.State ?? WebhookDeliveryState.Dead))
            .Bind(4, after is null ? 0 : TokenNumber.Parse(after[0]))
            .Bind(5, (long)query.MaxResults + 1);
        var found = new List<(long Key, WebhookDelivery Delivery)>();
        while (row.Step())
        {
            found.Add((row.Int64(0), WebhookReader.ReadDelivery(row)));
        }

        var page = found.Take(query.MaxResults).Select(pair => pair.Delivery).ToList();
        var token = found.Count > query.MaxResults
            ? new PageToken(fingerprint, [Text(found[query.MaxResults - 1].Key)]).Encode()
            : null;
        return new Page<WebhookDelivery>(page, token);
    }

    private static void InsertEvents(WriteSession session, long key, IReadOnlyList<WebhookEvent> events)
    {
        foreach (var item in events)
        {
            session.Statement(WebhookSql.InsertEvent)
                .Bind(1, (long)item.Entity).Bind(2, (long)item.Action).Bind(3, key).Run();
        }
    }

    private static long RequireKey(StoreSession session, string webhookId) =>
        session.Statement(WebhookSql.SelectKey).Bind(1, webhookId).SingleInt64()
        ?? throw WebhookRules.NotFound(webhookId);

    private static WebhookTarget Get(StoreSession session, long key) => WebhookReader.Read(session, [key])[key];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
