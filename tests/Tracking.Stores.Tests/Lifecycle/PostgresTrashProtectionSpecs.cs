using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Lifecycle;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.Lifecycle;

[RequiresPostgres]
public sealed class PostgresTrashProtectionSpecs : TrashProtectionSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await PostgresRig.OpenAsync(cancellationToken);
}
