using Tracking.Stores.Contract;
using Tracking.Stores.Contract.Traces;

namespace Tracking.Stores.Tests.Traces;

public sealed class SqliteSpanStoreSpecs : SpanStoreSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await SqliteRig.OpenAsync(cancellationToken);
}
