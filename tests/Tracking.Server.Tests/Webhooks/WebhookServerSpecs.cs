using System.Net;
using System.Text.Json;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Webhooks;

/// <summary>A server that may send to this machine and tries again soon, and a webhook for it.</summary>
public abstract class WebhookServerSpecs : ServerSpecs, IAsyncLifetime
{
    private WebhookReceiver? _receiver;

    private protected WebhookReceiver Receiver => _receiver!;

    private protected static WebhookOptions Eager { get; } = new()
    {
        AllowedSchemes = ["http", "https"],
        AllowedHosts = ["127.0.0.1"],
        FirstRetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(2),
        MaxAttempts = 3,
        RequestTimeout = TimeSpan.FromSeconds(20),
    };

    async Task IAsyncLifetime.InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        await InitializeAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Receiver.DisposeAsync();
    }

    private protected override TrackingServerOptions Configure(TrackingServerOptions options) =>
        options with { Webhooks = Eager };

    /// <summary>A webhook for created models; its id.</summary>
    private protected async Task<string> SubscribeAsync(string? secret = null)
    {
        var answer = await Client.PostJsonAsync("webhooks", JsonSerializer.Serialize(new
        {
            name = "hook",
            url = Receiver.Url,
            secret,
            events = new[] { new { entity = "REGISTERED_MODEL", action = "CREATED" } },
        }));
        return answer.GetProperty("webhook").GetProperty("webhook_id").GetString()!;
    }

    private protected Task<JsonElement> CreateModelAsync(string name) =>
        Client.PostJsonAsync("registered-models/create", $$"""{"name":"{{name}}"}""");

    /// <summary>The deliveries of a state, once there are so many.</summary>
    private protected async Task<List<JsonElement>> DeliveriesAsync(string webhook, string state, int count)
    {
        var patience = Patience.Token();
        while (true)
        {
            var answer = await Client.GetJsonAsync($"webhooks/{webhook}/deliveries?state={state}");
            var found = answer.TryGetProperty("deliveries", out var list) ? list.EnumerateArray().ToList() : [];
            if (found.Count == count)
            {
                return found;
            }

            patience.ThrowIfCancellationRequested();
        }
    }

    private protected async Task RedeliverAsync(string webhook, JsonElement delivery)
    {
        var path = $"webhooks/{webhook}/deliveries/{delivery.GetProperty("delivery_id")}/redeliver";
        var (status, answer) = await Client.SendJsonAsync(HttpMethod.Post, path, "{}");
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
    }
}
