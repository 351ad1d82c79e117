using Tracking.Contracts;
using Tracking.Contracts.LoggedModels;
using Tracking.Core;
using Tracking.Core.Experiments;
using Tracking.Core.LoggedModels;
using Tracking.Core.Runs;
using Tracking.Core.Search;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Lifecycle;
using Tracking.Server.Messages;

namespace Tracking.Server.LoggedModels;

internal sealed class LoggedModelEndpoints(ILoggedModelStore store, RunNames names, RepeatableCreates creates)
    : IEndpointGroup
{
    private const int DefaultSearchResults = 50;
    private const int MaxSearchResults = 100;

    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.LoggedModels.Create, creates.Serve(Routes.LoggedModels.Create, CreateAsync));
        routes.Map(Routes.LoggedModels.Get, async (request, token) =>
            Respond(await store.GetAsync(request.ModelId!, token)));
        routes.Map(Routes.LoggedModels.Finalize, async (request, token) =>
            Respond(await store.FinalizeAsync(
                request.ModelId!, (Core.LoggedModels.LoggedModelStatus)request.Status!, token)));
        routes.Map(Routes.LoggedModels.Delete, (request, token) => store.DeleteAsync(request.ModelId!, token));
        routes.Map(Routes.LoggedModels.Search, SearchAsync);
        routes.Map(Routes.LoggedModels.SetTags, SetTagsAsync);
        routes.Map(Routes.LoggedModels.DeleteTag, (request, token) =>
            store.DeleteTagAsync(request.ModelId!, request.TagKey!, token));
        routes.Map(Routes.LoggedModels.LogParams, LogParamsAsync);
    }

    private async Task<LoggedModelResponse> CreateAsync(
        CreateLoggedModelRequest request, CreateAnswer<LoggedModelResponse> answer, CancellationToken cancellationToken)
    {
        var name = string.IsNullOrEmpty(request.Name) ? names.Next() : request.Name;
        LoggedModelRules.ValidateName(name);
        var parameters = request.Params.ToCore(LoggedModelMapping.ParamToCore);
        LoggedModelRules.ValidateParams(parameters);
        var tags = request.Tags.ToCore(LoggedModelMapping.TagToCore);
        LoggedModelRules.ValidateTags(tags);
        var model = new NewLoggedModel(
            LoggedModelRules.NewModelId(),
            ExperimentRules.ParseId(request.ExperimentId!),
            name,
            request.ModelType,
            request.SourceRunId,
            parameters,
            tags)
        {
            Once = answer.From<Core.LoggedModels.LoggedModel>(Respond),
        };
        return Respond(await store.CreateAsync(model, cancellationToken));
    }

    private async Task<SearchLoggedModelsResponse> SearchAsync(
        SearchLoggedModelsRequest request, CancellationToken cancellationToken)
    {
        // MLflow takes 0 for unset here.
        int? asked = request.MaxResults is 0 ? null : request.MaxResults;
        var page = await store.SearchAsync(
            new LoggedModelQuery(
                ExperimentMapping.IdsOf(request.ExperimentIds),
                LoggedModelSearchLanguage.ParseFilter(request.Filter),
                request.Datasets.ToCore(dataset => new DatasetFilter(dataset.DatasetName!, dataset.DatasetDigest)),
                LoggedModelSearchLanguage.ParseOrder(request.OrderBy.ToCore(LoggedModelMapping.OrderToCore)),
                PageLimit.OfBody(asked, DefaultSearchResults, MaxSearchResults),
                request.PageToken),
            cancellationToken);
        return new SearchLoggedModelsResponse
        {
            Models = page.Items.ToWire(LoggedModelMapping.ToWire),
            NextPageToken = page.NextPageToken,
        };
    }

    /// <summary>The answer is empty, as MLflow's is, although its contract declares the model.</summary>
    private async Task<LoggedModelResponse> SetTagsAsync(
        SetLoggedModelTagsRequest request, CancellationToken cancellationToken)
    {
        var tags = request.Tags.ToCore(LoggedModelMapping.TagToCore);
        LoggedModelRules.ValidateTags(tags);
        await store.SetTagsAsync(request.ModelId!, tags, cancellationToken);
        return new LoggedModelResponse();
    }

    private Task LogParamsAsync(LogLoggedModelParamsRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Params.ToCore(LoggedModelMapping.ParamToCore);
        LoggedModelRules.ValidateParams(parameters);
        return store.LogParamsAsync(request.ModelId!, parameters, cancellationToken);
    }

    private static LoggedModelResponse Respond(Core.LoggedModels.LoggedModel model) =>
        new() { Model = model.ToWire() };
}
