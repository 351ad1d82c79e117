using Tracking.Stores.Contract;
using Tracking.Stores.Contract.LoggedModels;

namespace Tracking.Stores.Tests.LoggedModels;

public sealed class SqliteLoggedModelStoreSpecs : LoggedModelStoreSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await SqliteRig.OpenAsync(cancellationToken);
}
