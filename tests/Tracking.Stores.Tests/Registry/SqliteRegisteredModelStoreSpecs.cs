using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Registry;

namespace Tracking.Stores.Tests.Registry;

public sealed class SqliteRegisteredModelStoreSpecs : RegisteredModelStoreSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await SqliteRig.OpenAsync(cancellationToken);
}
