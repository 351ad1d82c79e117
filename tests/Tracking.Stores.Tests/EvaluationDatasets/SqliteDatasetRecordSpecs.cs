using Tracking.Stores.Contract;
using Tracking.Stores.Contract.EvaluationDatasets;

namespace Tracking.Stores.Tests.EvaluationDatasets;

public sealed class SqliteDatasetRecordSpecs : DatasetRecordSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await SqliteRig.OpenAsync(cancellationToken);
}
