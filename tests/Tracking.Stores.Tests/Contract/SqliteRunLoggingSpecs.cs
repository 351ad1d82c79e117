using Tracking.Stores.Contract;

namespace Tracking.Stores.Tests.Contract;

public sealed class SqliteRunLoggingSpecs : RunLoggingSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await SqliteRig.OpenAsync(cancellationToken);
}
