using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Traces;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.Traces;

[RequiresPostgres]
public sealed class PostgresTraceStatisticsSpecs : TraceStatisticsSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await PostgresRig.OpenAsync(cancellationToken);
}
