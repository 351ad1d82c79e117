using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Webhooks;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.Webhooks;

[RequiresPostgres]
public sealed class PostgresRegistryEventSpecs : RegistryEventSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await PostgresRig.OpenAsync(cancellationToken);
}
