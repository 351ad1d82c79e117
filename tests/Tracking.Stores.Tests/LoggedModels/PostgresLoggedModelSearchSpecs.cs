using Tracking.Stores.Contract;
using Tracking.Stores.Contract.LoggedModels;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.LoggedModels;

[RequiresPostgres]
public sealed class PostgresLoggedModelSearchSpecs : LoggedModelSearchSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await PostgresRig.OpenAsync(cancellationToken);
}
