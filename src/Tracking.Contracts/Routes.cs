using Tracking.Contracts.Artifacts;
using Tracking.Contracts.Experiments;
using Tracking.Contracts.Metrics;
using Tracking.Contracts.Runs;
using static Tracking.Contracts.Json.WireJson;

namespace Tracking.Contracts;

/// <summary>Every endpoint of the tracking API, relative to <c>/api/</c> or <c>/ajax-api/</c>.</summary>
public static partial class Routes
{
    public static class Experiments
    {
        public static Route<CreateExperimentRequest, CreateExperimentResponse> Create { get; } =
            new(
                "POST",
                "2.0/mlflow/experiments/create",
                Default.CreateExperimentRequest,
                Default.CreateExperimentResponse);

        public static Route<SearchExperimentsRequest, SearchExperimentsResponse> Search { get; } =
            new(
                "POST",
                "2.0/mlflow/experiments/search",
                Default.SearchExperimentsRequest,
                Default.SearchExperimentsResponse)
            { OtherVerbs = ["GET"] };

        public static Route<GetExperimentRequest, GetExperimentResponse> Get { get; } =
            new("GET", "2.0/mlflow/experiments/get", Default.GetExperimentRequest, Default.GetExperimentResponse);

        public static Route<GetExperimentByNameRequest, GetExperimentResponse> GetByName { get; } =
            new(
                "GET",
                "2.0/mlflow/experiments/get-by-name",
                Default.GetExperimentByNameRequest,
                Default.GetExperimentResponse);

        public static Route<UpdateExperimentRequest, EmptyMessage> Update { get; } =
            new("POST", "2.0/mlflow/experiments/update", Default.UpdateExperimentRequest, Default.EmptyMessage);

        public static Route<DeleteExperimentRequest, EmptyMessage> Delete { get; } =
            new("POST", "2.0/mlflow/experiments/delete", Default.DeleteExperimentRequest, Default.EmptyMessage);

        public static Route<RestoreExperimentRequest, EmptyMessage> Restore { get; } =
            new("POST", "2.0/mlflow/experiments/restore", Default.RestoreExperimentRequest, Default.EmptyMessage);

        public static Route<SetExperimentTagRequest, EmptyMessage> SetTag { get; } =
            new(
                "POST",
                "2.0/mlflow/experiments/set-experiment-tag",
                Default.SetExperimentTagRequest,
                Default.EmptyMessage);

        public static Route<DeleteExperimentTagRequest, EmptyMessage> DeleteTag { get; } =
            new(
                "POST",
                "2.0/mlflow/experiments/delete-experiment-tag",
                Default.DeleteExperimentTagRequest,
                Default.EmptyMessage);
    }

    public static class Runs
    {
        public static Route<CreateRunRequest, RunResponse> Create { get; } =
            new("POST", "2.0/mlflow/runs/create", Default.CreateRunRequest, Default.RunResponse);

        public static Route<UpdateRunRequest, UpdateRunResponse> Update { get; } =
            new("POST", "2.0/mlflow/runs/update", Default.UpdateRunRequest, Default.UpdateRunResponse);

        public static Route<DeleteRunRequest, EmptyMessage> Delete { get; } =
            new("POST", "2.0/mlflow/runs/delete", Default.DeleteRunRequest, Default.EmptyMessage);

        public static Route<RestoreRunRequest, EmptyMessage> Restore { get; } =
            new("POST", "2.0/mlflow/runs/restore", Default.RestoreRunRequest, Default.EmptyMessage);

        public static Route<GetRunRequest, RunResponse> Get { get; } =
            new("GET", "2.0/mlflow/runs/get", Default.GetRunRequest, Default.RunResponse);

        public static Route<SearchRunsRequest, SearchRunsResponse> Search { get; } =
            new("POST", "2.0/mlflow/runs/search", Default.SearchRunsRequest, Default.SearchRunsResponse);

        /// <summary>What MLflow's API does not have: how many runs a search would find.</summary>
        public static Route<CountRunsRequest, CountRunsResponse> Count { get; } =
            new("POST", "2.0/tracking/runs/count", Default.CountRunsRequest, Default.CountRunsResponse);

        public static Route<LogMetricRequest, EmptyMessage> LogMetric { get; } =
            new("POST", "2.0/mlflow/runs/log-metric", Default.LogMetricRequest, Default.EmptyMessage);

        public static Route<LogParamRequest, EmptyMessage> LogParam { get; } =
            new("POST", "2.0/mlflow/runs/log-parameter", Default.LogParamRequest, Default.EmptyMessage);

        public static Route<SetTagRequest, EmptyMessage> SetTag { get; } =
            new("POST", "2.0/mlflow/runs/set-tag", Default.SetTagRequest, Default.EmptyMessage);

        public static Route<DeleteTagRequest, EmptyMessage> DeleteTag { get; } =
            new("POST", "2.0/mlflow/runs/delete-tag", Default.DeleteTagRequest, Default.EmptyMessage);

        public static Route<LogBatchRequest, EmptyMessage> LogBatch { get; } =
            new("POST", "2.0/mlflow/runs/log-batch", Default.LogBatchRequest, Default.EmptyMessage);

        public static Route<LogModelRequest, EmptyMessage> LogModel { get; } =
            new("POST", "2.0/mlflow/runs/log-model", Default.LogModelRequest, Default.EmptyMessage);

        public static Route<LogInputsRequest, EmptyMessage> LogInputs { get; } =
            new("POST", "2.0/mlflow/runs/log-inputs", Default.LogInputsRequest, Default.EmptyMessage);

        public static Route<LogOutputsRequest, EmptyMessage> LogOutputs { get; } =
            new("POST", "2.0/mlflow/runs/outputs", Default.LogOutputsRequest, Default.EmptyMessage);
    }

    public static class Metrics
    {
        public static Route<GetMetricHistoryRequest, GetMetricHistoryResponse> GetHistory { get; } =
            new(
                "GET",
                "2.0/mlflow/metrics/get-history",
                Default.GetMetricHistoryRequest,
                Default.GetMetricHistoryResponse);

        public static Route<
            GetMetricHistoryBulkIntervalRequest,
            GetMetricHistoryBulkIntervalResponse> GetHistoryBulkInterval { get; } =
            new(
                "GET",
                "2.0/mlflow/metrics/get-history-bulk-interval",
                Default.GetMetricHistoryBulkIntervalRequest,
                Default.GetMetricHistoryBulkIntervalResponse);

        /// <summary>What MLflow's API does not have: histories for a chart, by columns.</summary>
        public static Route<SampleMetricRequest, SampleMetricResponse> Sample { get; } =
            new("POST", "2.0/tracking/metrics/sample", Default.SampleMetricRequest, Default.SampleMetricResponse);
    }

    public static class Artifacts
    {
        public static Route<ListArtifactsRequest, ListArtifactsResponse> List { get; } =
            new("GET", "2.0/mlflow/artifacts/list", Default.ListArtifactsRequest, Default.ListArtifactsResponse);

        public static Route<
            CreatePresignedUploadUrlRequest,
            CreatePresignedUploadUrlResponse> CreatePresignedUploadUrl { get; } =
            new(
                "POST",
                "2.0/mlflow/artifacts/presigned-upload-url",
                Default.CreatePresignedUploadUrlRequest,
                Default.CreatePresignedUploadUrlResponse);

        public static Route<ListProxiedArtifactsRequest, ListProxiedArtifactsResponse> ListProxied { get; } =
            new(
                "GET",
                "2.0/mlflow-artifacts/artifacts",
                Default.ListProxiedArtifactsRequest,
                Default.ListProxiedArtifactsResponse);

        public static Route<ArtifactPathRequest, EmptyMessage> DeleteProxied { get; } =
            new(
                "DELETE",
                "2.0/mlflow-artifacts/artifacts/{artifact_path}",
                Default.ArtifactPathRequest,
                Default.EmptyMessage);
    }
}
