using Tracking.Core;
using Tracking.Core.EvaluationDatasets;

namespace Tracking.Stores.Contract.EvaluationDatasets;

/// <summary>The base of the suites of datasets to evaluate with.</summary>
public abstract class DatasetSpecs : StoreSpecs
{
    protected async Task<EvaluationDataset> CreateAsync(
        string name, IReadOnlyList<long>? experimentIds = null, params Tag[] tags) =>
        await Rig.EvaluationDatasets.CreateAsync(
            new NewEvaluationDataset(EvaluationDatasetRules.NewId(), name, experimentIds ?? [], tags)
            {
                CreatedBy = "root",
            },
            Deadline);

    protected Task<UpsertedRecords> UpsertAsync(EvaluationDataset dataset, string records, string? user = null) =>
        Rig.EvaluationDatasets.UpsertRecordsAsync(
            dataset.DatasetId, DatasetRecordReader.Read(records), user, Deadline);

    protected async Task<IReadOnlyList<DatasetRecord>> RecordsOfAsync(EvaluationDataset dataset) =>
        (await Rig.EvaluationDatasets.GetRecordsAsync(dataset.DatasetId, 100, null, Deadline)).Items;

    protected Task<EvaluationDataset> GetAsync(EvaluationDataset dataset) =>
        Rig.EvaluationDatasets.GetAsync(dataset.DatasetId, Deadline);
}
