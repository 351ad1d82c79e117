using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracking.Server.Messages;
using Tracking.Server.Operations.Exposition;
using Tracking.Stores;

namespace Tracking.Server.Webhooks;

/// <summary>The parts of webhooks: endpoints, and the dispatcher that works in the background.</summary>
/// <param name="Endpoints">What clients call.</param>
/// <param name="CreateDispatcher">Owned by the host, which disposes it.</param>
internal sealed record WebhookParts(
    WebhookEndpoints Endpoints, Func<IServiceProvider, IHostedService> CreateDispatcher)
{
    public static WebhookParts Create(TrackingServerOptions server, TrackingStores stores, Random random)
    {
        var options = server.Webhooks;
        var destinations = new WebhookDestinations(options);
        var secrets = new WebhookSecrets(options, stores.KeyFilePath);
        var sender = new WebhookSender(options, destinations, secrets, server.Time);
        var schedule = new DeliverySchedule(options, server.Time, random);
        return new WebhookParts(
            new WebhookEndpoints(stores.Webhooks, destinations, secrets, new WebhookTrial(sender, server.Time)),
            services => new WebhookDispatcher(
                stores.WebhookOutbox,
                new DeliveryAttempts(
                    sender, schedule, services.GetRequiredService<ServerMeter>().WebhookAttempts),
                options,
                server.Time,
                services.GetRequiredService<ILogger<WebhookDispatcher>>()));
    }
}
