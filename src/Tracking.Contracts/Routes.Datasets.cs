using Tracking.Contracts.Datasets;
using Tracking.Contracts.EvaluationDatasets;
using static Tracking.Contracts.Json.WireJson;

namespace Tracking.Contracts;

/// <content>Datasets that runs used, and datasets to evaluate with.</content>
public static partial class Routes
{
    public static class Datasets
    {
        public static Route<SearchDatasetsRequest, SearchDatasetsResponse> Search { get; } =
            new(
                "POST",
                "2.0/mlflow/experiments/search-datasets",
                Default.SearchDatasetsRequest,
                Default.SearchDatasetsResponse);
    }

    public static class EvaluationDatasets
    {
        private const string One = "3.0/mlflow/datasets/{dataset_id}";

        public static Route<CreateEvaluationDatasetRequest, EvaluationDatasetResponse> Create { get; } =
            new(
                "POST",
                "3.0/mlflow/datasets/create",
                Default.CreateEvaluationDatasetRequest,
                Default.EvaluationDatasetResponse);

        public static Route<GetEvaluationDatasetRequest, EvaluationDatasetResponse> Get { get; } =
            new("GET", One, Default.GetEvaluationDatasetRequest, Default.EvaluationDatasetResponse);

        public static Route<EvaluationDatasetRequest, EmptyMessage> Delete { get; } =
            new("DELETE", One, Default.EvaluationDatasetRequest, Default.EmptyMessage);

        public static Route<SearchEvaluationDatasetsRequest, SearchEvaluationDatasetsResponse> Search { get; } =
            new(
                "POST",
                "3.0/mlflow/datasets/search",
                Default.SearchEvaluationDatasetsRequest,
                Default.SearchEvaluationDatasetsResponse)
            { OtherVerbs = ["GET"] };

        public static Route<SetEvaluationDatasetTagsRequest, EvaluationDatasetResponse> SetTags { get; } =
            new(
                "PATCH",
                $"{One}/tags",
                Default.SetEvaluationDatasetTagsRequest,
                Default.EvaluationDatasetResponse);

        public static Route<DeleteEvaluationDatasetTagRequest, EmptyMessage> DeleteTag { get; } =
            new("DELETE", $"{One}/tags/{{key}}", Default.DeleteEvaluationDatasetTagRequest, Default.EmptyMessage);

        public static Route<
            UpsertEvaluationDatasetRecordsRequest,
            UpsertEvaluationDatasetRecordsResponse> UpsertRecords { get; } =
            new(
                "POST",
                $"{One}/records",
                Default.UpsertEvaluationDatasetRecordsRequest,
                Default.UpsertEvaluationDatasetRecordsResponse);

        public static Route<
            GetEvaluationDatasetRecordsRequest,
            GetEvaluationDatasetRecordsResponse> GetRecords { get; } =
            new(
                "GET",
                $"{One}/records",
                Default.GetEvaluationDatasetRecordsRequest,
                Default.GetEvaluationDatasetRecordsResponse);

        public static Route<
            DeleteEvaluationDatasetRecordsRequest,
            DeleteEvaluationDatasetRecordsResponse> DeleteRecords { get; } =
            new(
                "DELETE",
                $"{One}/records",
                Default.DeleteEvaluationDatasetRecordsRequest,
                Default.DeleteEvaluationDatasetRecordsResponse);

        public static Route<
            EvaluationDatasetRequest,
            GetEvaluationDatasetExperimentIdsResponse> GetExperimentIds { get; } =
            new(
                "GET",
                $"{One}/experiment-ids",
                Default.EvaluationDatasetRequest,
                Default.GetEvaluationDatasetExperimentIdsResponse);

        public static Route<EvaluationDatasetExperimentsRequest, EvaluationDatasetResponse> AddExperiments { get; } =
            new(
                "POST",
                $"{One}/add-experiments",
                Default.EvaluationDatasetExperimentsRequest,
                Default.EvaluationDatasetResponse);

        public static Route<
            EvaluationDatasetExperimentsRequest,
            EvaluationDatasetResponse> RemoveExperiments { get; } =
            new(
                "POST",
                $"{One}/remove-experiments",
                Default.EvaluationDatasetExperimentsRequest,
                Default.EvaluationDatasetResponse);
    }
}
