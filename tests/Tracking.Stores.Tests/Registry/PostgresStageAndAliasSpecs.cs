using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Registry;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.Registry;

[RequiresPostgres]
public sealed class PostgresStageAndAliasSpecs : StageAndAliasSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await PostgresRig.OpenAsync(cancellationToken);
}
