using Tracking.Stores.Contract;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.Contract;

[RequiresPostgres]
public sealed class PostgresRunLoggingSpecs : RunLoggingSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await PostgresRig.OpenAsync(cancellationToken);
}
