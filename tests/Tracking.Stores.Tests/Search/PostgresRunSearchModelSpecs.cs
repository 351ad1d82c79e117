using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Search;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.Search;

[RequiresPostgres]
public sealed class PostgresRunSearchModelSpecs : RunSearchModelSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await PostgresRig.OpenAsync(cancellationToken);
}
