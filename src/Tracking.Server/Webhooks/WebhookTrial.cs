using Tracking.Core.Webhooks;
using Wire = Tracking.Contracts.Webhooks;

namespace Tracking.Server.Webhooks;

/// <summary>Sends one example event to a webhook, past the outbox and without a second attempt.</summary>
internal sealed class WebhookTrial(WebhookSender sender, TimeProvider time)
{
    public async Task<Wire.WebhookTestResult> RunAsync(
        WebhookTarget target, WebhookEvent kind, CancellationToken cancellationToken)
    {
        var payload = WebhookPayload.WriteExample(kind, time.GetUtcNow().ToUnixTimeMilliseconds());
        var answer = await sender.SendAsync(target, Guid.NewGuid().ToString(), payload, cancellationToken);
        return new Wire.WebhookTestResult
        {
            Success = answer.IsSuccess,
            ResponseStatus = answer.Status,
            ResponseBody = answer.Body,
            ErrorMessage = answer.Error is null ? null : $"Failed to test webhook: {answer.Error}",
        };
    }
}
