using Microsoft.AspNetCore.Http;
using Tracking.Contracts;
using Tracking.Contracts.Registry;
using Tracking.Core.Registry;
using Tracking.Core.Search;
using Tracking.Core.Search.Paging;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Lifecycle;
using Tracking.Server.Messages;

namespace Tracking.Server.Registry;

/// <summary>Registered models, their tags and aliases.</summary>
internal sealed class RegisteredModelEndpoints(
    IRegisteredModelStore models, IModelVersionStore versions, RepeatableCreates creates) : IEndpointGroup
{
    private const int DefaultSearchResults = 100;
    private const int MaxSearchResults = 1000;

    public void Map(ApiRoutes routes)
    {
        routes.Map(
            Routes.RegisteredModels.Create, creates.Serve(Routes.RegisteredModels.Create, CreateAsync));
        routes.Map(Routes.RegisteredModels.Get, async (request, token) =>
            Respond(await models.GetAsync(request.Name!, token)));
        routes.Map(Routes.RegisteredModels.Rename, RenameAsync);
        routes.Map(Routes.RegisteredModels.Update, UpdateAsync);
        routes.Map(Routes.RegisteredModels.Delete, (request, token) => models.DeleteAsync(request.Name!, token));
        routes.Map(Routes.RegisteredModels.Search, SendPageAsync);
        routes.Map(Routes.RegisteredModels.GetLatestVersions, GetLatestVersionsAsync);
        routes.Map(Routes.RegisteredModels.SetTag, (request, token) =>
            models.SetTagAsync(request.Name!, RegistryMapping.Accept(request.Key!, request.Value), token));
        routes.Map(Routes.RegisteredModels.DeleteTag, (request, token) =>
            models.DeleteTagAsync(request.Name!, request.Key!, token));
        routes.Map(Routes.RegisteredModels.SetAlias, SetAliasAsync);
        routes.Map(Routes.RegisteredModels.DeleteAlias, (request, token) =>
            models.DeleteAliasAsync(request.Name!, request.Alias!, token));
        routes.Map(Routes.RegisteredModels.GetByAlias, SendByAliasAsync);
    }

    // Serve hosts list what carries an alias every few seconds, and most often nothing has moved.
    private async Task SendPageAsync(HttpContext context, SearchRegisteredModelsRequest request)
    {
        var page = await SearchAsync(request, context.RequestAborted);
        await Answer.WriteTaggedAsync(context, page, Routes.RegisteredModels.Search.Response);
    }

    // And for the versions of their aliases.
    private async Task SendByAliasAsync(HttpContext context, RegisteredModelAliasRequest request)
    {
        var version = await versions.GetByAliasAsync(request.Name!, request.Alias!, context.RequestAborted);
        var answer = new ModelVersionResponse { ModelVersion = version.ToDetailedWire(model: null) };
        await Answer.WriteTaggedAsync(context, answer, Routes.RegisteredModels.GetByAlias.Response);
    }

    private async Task<RegisteredModelResponse> CreateAsync(
        CreateRegisteredModelRequest request,
        CreateAnswer<RegisteredModelResponse> answer,
        CancellationToken cancellationToken)
    {
        RegistryRules.ValidateModelName(request.Name);
        RegistryRules.ValidateDescription(request.Description);
        var model = new NewRegisteredModel(request.Name!, request.Description, request.Tags.TagsToCore())
        {
            Once = answer.From<Core.Registry.RegisteredModel>(Respond),
        };
        return Respond(await models.CreateAsync(model, cancellationToken));
    }

    private async Task<RegisteredModelResponse> RenameAsync(
        RenameRegisteredModelRequest request, CancellationToken cancellationToken)
    {
        RegistryRules.ValidateModelName(request.NewName, "new_name");
        return Respond(await models.RenameAsync(request.Name!, request.NewName!, cancellationToken));
    }

    private async Task<RegisteredModelResponse> UpdateAsync(
        UpdateRegisteredModelRequest request, CancellationToken cancellationToken)
    {
        RegistryRules.ValidateDescription(request.Description);
        return Respond(await models.UpdateAsync(request.Name!, request.Description, cancellationToken));
    }

    private async Task<SearchRegisteredModelsResponse> SearchAsync(
        SearchRegisteredModelsRequest request, CancellationToken cancellationToken)
    {
        var filter = RegisteredModelSearchLanguage.ParseFilter(request.Filter);
        var order = RegisteredModelSearchLanguage.ParseOrder(request.OrderBy);
        if (request.MaxResults == 0)
        {
            // MLflow answers an empty page that leads to the same place.
            return new SearchRegisteredModelsResponse { NextPageToken = request.PageToken ?? PageToken.Start };
        }

        var page = await models.SearchAsync(
            new RegistryQuery(
                filter,
                order,
                PageLimit.OfQuery(request.MaxResults, DefaultSearchResults, MaxSearchResults),
                request.PageToken),
            cancellationToken);
        return new SearchRegisteredModelsResponse
        {
            RegisteredModels = page.Items.ToWire(RegistryMapping.ToWireByStage),
            NextPageToken = page.NextPageToken,
        };
    }

    private async Task<GetLatestVersionsResponse> GetLatestVersionsAsync(
        GetLatestVersionsRequest request, CancellationToken cancellationToken)
    {
        var stages = request.Stages.ToCore(RegistryRules.ParseStage);
        var latest = await versions.GetLatestAsync(request.Name!, stages, cancellationToken);
        return new GetLatestVersionsResponse { ModelVersions = latest.ToWire(
            version => version.ToDetailedWire(model: null)) };
    }

    private Task SetAliasAsync(SetRegisteredModelAliasRequest request, CancellationToken cancellationToken)
    {
        RegistryRules.ValidateAlias(request.Alias!);
        var version = RegistryRules.ParseVersion(request.Version);
        var expected = RegistryRules.ParseExpectedVersion(request.ExpectedVersion);
        return models.SetAliasAsync(request.Name!, request.Alias!, version, expected, cancellationToken);
    }

    private static RegisteredModelResponse Respond(Core.Registry.RegisteredModel model) =>
        new() { RegisteredModel = model.ToWire() };
}
