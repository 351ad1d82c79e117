using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Webhooks;

namespace Tracking.Stores.Tests.Webhooks;

public sealed class SqliteWebhookOutboxSpecs : WebhookOutboxSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await SqliteRig.OpenAsync(cancellationToken);
}
