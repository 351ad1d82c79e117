using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Search;

namespace Tracking.Stores.Tests.Search;

/// <summary>The same model, with every group of equal values treated as a large one.</summary>
public sealed class SqliteRunSearchInLargeGroupsSpecs : RunSearchModelSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        (await SqliteRig.OpenAsync(cancellationToken)).WithLargeGroups();
}
