using Tracking.Contracts.Artifacts;
using Tracking.Contracts.Experiments;
using Tracking.Contracts.LoggedModels;
using Tracking.Contracts.Metrics;
using Tracking.Contracts.Registry;
using Tracking.Contracts.Runs;
using static Tracking.Contracts.Json.WireJson;

namespace Tracking.Contracts;

/// <summary>Every endpoint of the tracking API, relative to <c>/api/</c> or <c>/ajax-api/</c>.</summary>
public static class Routes
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
    }

    public static class Artifacts
    {
        public static Route<ListArtifactsRequest, ListArtifactsResponse> List { get; } =
            new("GET", "2.0/mlflow/artifacts/list", Default.ListArtifactsRequest, Default.ListArtifactsResponse);

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

    public static class LoggedModels
    {
        public static Route<CreateLoggedModelRequest, LoggedModelResponse> Create { get; } =
            new("POST", "2.0/mlflow/logged-models", Default.CreateLoggedModelRequest, Default.LoggedModelResponse);

        public static Route<FinalizeLoggedModelRequest, LoggedModelResponse> Finalize { get; } =
            new(
                "PATCH",
                "2.0/mlflow/logged-models/{model_id}",
                Default.FinalizeLoggedModelRequest,
                Default.LoggedModelResponse);

        public static Route<LoggedModelRequest, LoggedModelResponse> Get { get; } =
            new("GET", "2.0/mlflow/logged-models/{model_id}", Default.LoggedModelRequest, Default.LoggedModelResponse);

        public static Route<LoggedModelRequest, EmptyMessage> Delete { get; } =
            new("DELETE", "2.0/mlflow/logged-models/{model_id}", Default.LoggedModelRequest, Default.EmptyMessage);

        public static Route<SearchLoggedModelsRequest, SearchLoggedModelsResponse> Search { get; } =
            new(
                "POST",
                "2.0/mlflow/logged-models/search",
                Default.SearchLoggedModelsRequest,
                Default.SearchLoggedModelsResponse);

        public static Route<SetLoggedModelTagsRequest, LoggedModelResponse> SetTags { get; } =
            new(
                "PATCH",
                "2.0/mlflow/logged-models/{model_id}/tags",
                Default.SetLoggedModelTagsRequest,
                Default.LoggedModelResponse);

        public static Route<DeleteLoggedModelTagRequest, EmptyMessage> DeleteTag { get; } =
            new(
                "DELETE",
                "2.0/mlflow/logged-models/{model_id}/tags/{tag_key}",
                Default.DeleteLoggedModelTagRequest,
                Default.EmptyMessage);

        public static Route<LogLoggedModelParamsRequest, EmptyMessage> LogParams { get; } =
            new(
                "POST",
                "2.0/mlflow/logged-models/{model_id}/params",
                Default.LogLoggedModelParamsRequest,
                Default.EmptyMessage);

        public static Route<ListLoggedModelArtifactsRequest, ListArtifactsResponse> ListArtifacts { get; } =
            new(
                "GET",
                "2.0/mlflow/logged-models/{model_id}/artifacts/directories",
                Default.ListLoggedModelArtifactsRequest,
                Default.ListArtifactsResponse);
    }

    public static class RegisteredModels
    {
        public static Route<CreateRegisteredModelRequest, RegisteredModelResponse> Create { get; } =
            new(
                "POST",
                "2.0/mlflow/registered-models/create",
                Default.CreateRegisteredModelRequest,
                Default.RegisteredModelResponse);

        public static Route<RenameRegisteredModelRequest, RegisteredModelResponse> Rename { get; } =
            new(
                "POST",
                "2.0/mlflow/registered-models/rename",
                Default.RenameRegisteredModelRequest,
                Default.RegisteredModelResponse);

        public static Route<UpdateRegisteredModelRequest, RegisteredModelResponse> Update { get; } =
            new(
                "PATCH",
                "2.0/mlflow/registered-models/update",
                Default.UpdateRegisteredModelRequest,
                Default.RegisteredModelResponse);

        public static Route<RegisteredModelRequest, EmptyMessage> Delete { get; } =
            new("DELETE", "2.0/mlflow/registered-models/delete", Default.RegisteredModelRequest, Default.EmptyMessage);

        public static Route<RegisteredModelRequest, RegisteredModelResponse> Get { get; } =
            new(
                "GET",
                "2.0/mlflow/registered-models/get",
                Default.RegisteredModelRequest,
                Default.RegisteredModelResponse);

        public static Route<SearchRegisteredModelsRequest, SearchRegisteredModelsResponse> Search { get; } =
            new(
                "GET",
                "2.0/mlflow/registered-models/search",
                Default.SearchRegisteredModelsRequest,
                Default.SearchRegisteredModelsResponse);

        public static Route<GetLatestVersionsRequest, GetLatestVersionsResponse> GetLatestVersions { get; } =
            new(
                "POST",
                "2.0/mlflow/registered-models/get-latest-versions",
                Default.GetLatestVersionsRequest,
                Default.GetLatestVersionsResponse)
            { OtherVerbs = ["GET"] };

        public static Route<SetRegisteredModelTagRequest, EmptyMessage> SetTag { get; } =
            new(
                "POST",
                "2.0/mlflow/registered-models/set-tag",
                Default.SetRegisteredModelTagRequest,
                Default.EmptyMessage);

        public static Route<DeleteRegisteredModelTagRequest, EmptyMessage> DeleteTag { get; } =
            new(
                "DELETE",
                "2.0/mlflow/registered-models/delete-tag",
                Default.DeleteRegisteredModelTagRequest,
                Default.EmptyMessage);

        public static Route<SetRegisteredModelAliasRequest, EmptyMessage> SetAlias { get; } =
            new(
                "POST",
                "2.0/mlflow/registered-models/alias",
                Default.SetRegisteredModelAliasRequest,
                Default.EmptyMessage);

        public static Route<RegisteredModelAliasRequest, EmptyMessage> DeleteAlias { get; } =
            new(
                "DELETE",
                "2.0/mlflow/registered-models/alias",
                Default.RegisteredModelAliasRequest,
                Default.EmptyMessage);

        public static Route<RegisteredModelAliasRequest, ModelVersionResponse> GetByAlias { get; } =
            new(
                "GET",
                "2.0/mlflow/registered-models/alias",
                Default.RegisteredModelAliasRequest,
                Default.ModelVersionResponse);
    }

    public static class ModelVersions
    {
        public static Route<CreateModelVersionRequest, ModelVersionResponse> Create { get; } =
            new(
                "POST",
                "2.0/mlflow/model-versions/create",
                Default.CreateModelVersionRequest,
                Default.ModelVersionResponse);

        public static Route<UpdateModelVersionRequest, ModelVersionResponse> Update { get; } =
            new(
                "PATCH",
                "2.0/mlflow/model-versions/update",
                Default.UpdateModelVersionRequest,
                Default.ModelVersionResponse);

        public static Route<TransitionModelVersionStageRequest, ModelVersionResponse> TransitionStage { get; } =
            new(
                "POST",
                "2.0/mlflow/model-versions/transition-stage",
                Default.TransitionModelVersionStageRequest,
                Default.ModelVersionResponse);

        public static Route<ModelVersionRequest, EmptyMessage> Delete { get; } =
            new("DELETE", "2.0/mlflow/model-versions/delete", Default.ModelVersionRequest, Default.EmptyMessage);

        public static Route<ModelVersionRequest, ModelVersionResponse> Get { get; } =
            new("GET", "2.0/mlflow/model-versions/get", Default.ModelVersionRequest, Default.ModelVersionResponse);

        public static Route<SearchModelVersionsRequest, SearchModelVersionsResponse> Search { get; } =
            new(
                "GET",
                "2.0/mlflow/model-versions/search",
                Default.SearchModelVersionsRequest,
                Default.SearchModelVersionsResponse);

        public static Route<ModelVersionRequest, GetModelVersionDownloadUriResponse> GetDownloadUri { get; } =
            new(
                "GET",
                "2.0/mlflow/model-versions/get-download-uri",
                Default.ModelVersionRequest,
                Default.GetModelVersionDownloadUriResponse);

        public static Route<SetModelVersionTagRequest, EmptyMessage> SetTag { get; } =
            new("POST", "2.0/mlflow/model-versions/set-tag", Default.SetModelVersionTagRequest, Default.EmptyMessage);

        public static Route<DeleteModelVersionTagRequest, EmptyMessage> DeleteTag { get; } =
            new(
                "DELETE",
                "2.0/mlflow/model-versions/delete-tag",
                Default.DeleteModelVersionTagRequest,
                Default.EmptyMessage);
    }
}
