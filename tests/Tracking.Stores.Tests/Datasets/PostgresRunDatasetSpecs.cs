using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Datasets;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.Datasets;

[RequiresPostgres]
public sealed class PostgresRunDatasetSpecs : RunDatasetSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await PostgresRig.OpenAsync(cancellationToken);
}
