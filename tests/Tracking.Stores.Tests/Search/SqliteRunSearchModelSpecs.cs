using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Search;

namespace Tracking.Stores.Tests.Search;

public sealed class SqliteRunSearchModelSpecs : RunSearchModelSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await SqliteRig.OpenAsync(cancellationToken);
}
