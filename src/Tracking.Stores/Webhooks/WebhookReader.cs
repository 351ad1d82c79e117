using Tracking.Core.Webhooks;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Webhooks;

/// <summary>Reads webhooks and deliveries from their rows.</summary>
internal static class WebhookReader
{
    /// <summary>The webhooks by their key.</summary>
    public static Dictionary<long, WebhookTarget> Read(StoreSession session, IReadOnlyCollection<long> keys)
    {
        var json = JsonKeys.Of(keys);
        var events = ReadEvents(session, json);
        var found = new Dictionary<long, WebhookTarget>(keys.Count);
        var row = session.Statement(WebhookSql.SelectAll).Bind(1, json);
        while (row.Step())
        {
            var key = row.Int64(0);
            var webhook = new Webhook(
                row.Text(1),
                row.Text(2),
                row.NullableText(3),
                row.Text(4),
                [.. events[key].Order()],
                (WebhookStatus)row.Int32(5))
            {
                CreatedMs = row.Int64(7),
                UpdatedMs = row.Int64(8),
            };
            found.Add(key, new WebhookTarget(webhook, row.NullableText(6)));
        }

        return found;
    }

    /// <summary>The delivery in a row of <see cref="DeliverySql"/>, whose first column is its key.</summary>
    public static WebhookDelivery ReadDelivery(StoreStatement row) => new(
        row.Text(1),
        new WebhookEvent((WebhookEntity)row.Int32(2), (WebhookAction)row.Int32(3)),
        (WebhookDeliveryState)row.Int32(4),
        row.Int32(5),
        row.Int64(6),
        row.Int64(7),
        row.Text(8))
    {
        ResponseStatus = (int?)row.NullableInt64(9),
        Error = row.NullableText(10),
    };

    private static ILookup<long, WebhookEvent> ReadEvents(StoreSession session, string json)
    {
        var events = new List<(long Webhook, WebhookEvent Event)>();
        var row = session.Statement(WebhookSql.SelectEvents).Bind(1, json);
        while (row.Step())
        {
            events.Add((row.Int64(0), new WebhookEvent((WebhookEntity)row.Int32(1), (WebhookAction)row.Int32(2))));
        }

        return events.ToLookup(pair => pair.Webhook, pair => pair.Event);
    }
}
