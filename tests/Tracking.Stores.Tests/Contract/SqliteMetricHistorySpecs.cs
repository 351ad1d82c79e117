using Tracking.Stores.Contract;

namespace Tracking.Stores.Tests.Contract;

public sealed class SqliteMetricHistorySpecs : MetricHistorySpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await SqliteRig.OpenAsync(cancellationToken);
}
