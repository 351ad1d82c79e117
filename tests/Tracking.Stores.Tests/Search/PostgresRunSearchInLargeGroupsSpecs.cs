using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Search;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.Search;

/// <summary>The same model, with every group of equal values treated as a large one.</summary>
[RequiresPostgres]
public sealed class PostgresRunSearchInLargeGroupsSpecs : RunSearchModelSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        (await PostgresRig.OpenAsync(cancellationToken)).WithLargeGroups();
}
