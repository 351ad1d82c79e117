using Tracking.Stores.Contract;
using Tracking.Stores.Contract.EvaluationDatasets;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.EvaluationDatasets;

[RequiresPostgres]
public sealed class PostgresEvaluationDatasetStoreSpecs : EvaluationDatasetStoreSpecs
{
    protected override async Task<IStoreRig> OpenAsync(CancellationToken cancellationToken) =>
        await PostgresRig.OpenAsync(cancellationToken);
}
