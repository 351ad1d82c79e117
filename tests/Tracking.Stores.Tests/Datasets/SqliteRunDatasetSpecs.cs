using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Datasets;

namespace Tracking.Stores.Tests.Datasets;

public sealed class SqliteRunDatasetSpecs : RunDatasetSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await SqliteRig.OpenAsync(cancellationToken);
}
