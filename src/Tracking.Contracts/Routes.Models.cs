using Tracking.Contracts.Artifacts;
using Tracking.Contracts.LoggedModels;
using Tracking.Contracts.Registry;
using static Tracking.Contracts.Json.WireJson;

namespace Tracking.Contracts;

/// <content>Logged models and the model registry.</content>
public static partial class Routes
{
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
