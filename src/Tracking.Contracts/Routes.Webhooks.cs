using Tracking.Contracts.Webhooks;
using static Tracking.Contracts.Json.WireJson;

namespace Tracking.Contracts;

/// <content>Webhooks.</content>
public static partial class Routes
{
    public static class Webhooks
    {
        public static Route<CreateWebhookRequest, WebhookResponse> Create { get; } =
            new("POST", "2.0/mlflow/webhooks", Default.CreateWebhookRequest, Default.WebhookResponse);

        public static Route<ListWebhooksRequest, ListWebhooksResponse> List { get; } =
            new("GET", "2.0/mlflow/webhooks", Default.ListWebhooksRequest, Default.ListWebhooksResponse);

        public static Route<WebhookRequest, WebhookResponse> Get { get; } =
            new("GET", "2.0/mlflow/webhooks/{webhook_id}", Default.WebhookRequest, Default.WebhookResponse);

        public static Route<UpdateWebhookRequest, WebhookResponse> Update { get; } =
            new("PATCH", "2.0/mlflow/webhooks/{webhook_id}", Default.UpdateWebhookRequest, Default.WebhookResponse);

        public static Route<WebhookRequest, EmptyMessage> Delete { get; } =
            new("DELETE", "2.0/mlflow/webhooks/{webhook_id}", Default.WebhookRequest, Default.EmptyMessage);

        public static Route<TestWebhookRequest, TestWebhookResponse> Test { get; } =
            new(
                "POST",
                "2.0/mlflow/webhooks/{webhook_id}/test",
                Default.TestWebhookRequest,
                Default.TestWebhookResponse);

        public static Route<ListWebhookDeliveriesRequest, ListWebhookDeliveriesResponse> ListDeliveries { get; } =
            new(
                "GET",
                "2.0/mlflow/webhooks/{webhook_id}/deliveries",
                Default.ListWebhookDeliveriesRequest,
                Default.ListWebhookDeliveriesResponse);

        public static Route<RedeliverWebhookRequest, EmptyMessage> Redeliver { get; } =
            new(
                "POST",
                "2.0/mlflow/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver",
                Default.RedeliverWebhookRequest,
                Default.EmptyMessage);
    }
}
