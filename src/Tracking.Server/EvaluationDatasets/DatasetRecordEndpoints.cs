using Tracking.Contracts;
using Tracking.Contracts.EvaluationDatasets;
using Tracking.Core.Errors;
using Tracking.Core.EvaluationDatasets;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.EvaluationDatasets;

/// <summary>The records of datasets.</summary>
internal sealed class DatasetRecordEndpoints(IEvaluationDatasetStore store) : IEndpointGroup
{
    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.EvaluationDatasets.UpsertRecords, UpsertAsync);
        routes.Map(Routes.EvaluationDatasets.GetRecords, GetAsync);
        routes.Map(Routes.EvaluationDatasets.DeleteRecords, DeleteAsync);
    }

    private async Task<UpsertEvaluationDatasetRecordsResponse> UpsertAsync(
        UpsertEvaluationDatasetRecordsRequest request, CancellationToken cancellationToken)
    {
        var user = string.IsNullOrEmpty(request.UpdatedBy) ? null : request.UpdatedBy;
        var upserted = await store.UpsertRecordsAsync(
            request.DatasetId!, DatasetRecordReader.Read(request.Records!), user, cancellationToken);
        return new UpsertEvaluationDatasetRecordsResponse
        {
            InsertedCount = upserted.Inserted,
            UpdatedCount = upserted.Updated,
        };
    }

    private async Task<GetEvaluationDatasetRecordsResponse> GetAsync(
        GetEvaluationDatasetRecordsRequest request, CancellationToken cancellationToken)
    {
        int? asked = request.MaxResults is 0 ? null : request.MaxResults;
        var page = await store.GetRecordsAsync(
            request.DatasetId!,
            PageLimit.OfQuery(asked, EvaluationDatasetRules.DefaultRecords, EvaluationDatasetRules.MaxRecords),
            request.PageToken,
            cancellationToken);
        return new GetEvaluationDatasetRecordsResponse
        {
            Records = EvaluationDatasetMapping.ToJson(request.DatasetId!, page.Items),
            NextPageToken = page.NextPageToken,
        };
    }

    private async Task<DeleteEvaluationDatasetRecordsResponse> DeleteAsync(
        DeleteEvaluationDatasetRecordsRequest request, CancellationToken cancellationToken)
    {
        var ids = request.DatasetRecordIds ?? [];
        if (ids.Count > EvaluationDatasetRules.MaxRecordsPerRequest)
        {
            throw ParameterErrors.Invalid(
                $"'dataset_record_ids' has {ids.Count} items, at most " +
                $"{EvaluationDatasetRules.MaxRecordsPerRequest} are allowed");
        }

        return new DeleteEvaluationDatasetRecordsResponse
        {
            DeletedCount = await store.DeleteRecordsAsync(request.DatasetId!, ids, cancellationToken),
        };
    }
}
