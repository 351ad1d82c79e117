using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Lifecycle;

namespace Tracking.Stores.Tests.Lifecycle;

public sealed class SqliteTrashProtectionSpecs : TrashProtectionSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await SqliteRig.OpenAsync(cancellationToken);
}
