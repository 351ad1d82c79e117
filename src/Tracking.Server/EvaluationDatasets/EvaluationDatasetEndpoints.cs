using System.Globalization;
using Tracking.Contracts;
using Tracking.Contracts.EvaluationDatasets;
using Tracking.Core.EvaluationDatasets;
using Tracking.Core.Experiments;
using Tracking.Core.Search;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.EvaluationDatasets;

/// <summary>Datasets to evaluate with: themselves, their tags and their experiments.</summary>
internal sealed class EvaluationDatasetEndpoints(IEvaluationDatasetStore store) : IEndpointGroup
{
    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.EvaluationDatasets.Create, CreateAsync);
        routes.Map(Routes.EvaluationDatasets.Get, async (request, token) =>
            Respond(await store.GetAsync(request.DatasetId!, token)));
        routes.Map(Routes.EvaluationDatasets.Delete, (request, token) =>
            store.DeleteAsync(request.DatasetId!, token));
        routes.Map(Routes.EvaluationDatasets.Search, SearchAsync);
        routes.Map(Routes.EvaluationDatasets.SetTags, SetTagsAsync);
        routes.Map(Routes.EvaluationDatasets.DeleteTag, (request, token) =>
            store.DeleteTagAsync(request.DatasetId!, request.Key!, token));
        routes.Map(Routes.EvaluationDatasets.GetExperimentIds, async (request, token) =>
            new GetEvaluationDatasetExperimentIdsResponse
            {
                ExperimentIds = (await store.GetExperimentIdsAsync(request.DatasetId!, token)).ToWire(Text),
            });
        routes.Map(Routes.EvaluationDatasets.AddExperiments, async (request, token) =>
            Respond(await store.AddExperimentsAsync(request.DatasetId!, ExperimentsOf(request.ExperimentIds), token)));
        routes.Map(Routes.EvaluationDatasets.RemoveExperiments, async (request, token) =>
            Respond(await store.RemoveExperimentsAsync(
                request.DatasetId!, ExperimentsOf(request.ExperimentIds), token)));
    }

    private async Task<EvaluationDatasetResponse> CreateAsync(
        CreateEvaluationDatasetRequest request, CancellationToken cancellationToken)
    {
        var tags = EvaluationDatasetRules.ParseTags(request.Tags);
        var user = tags.Where(tag => tag.Key == EvaluationDatasetRules.UserTag).Select(tag => tag.Value)
            .FirstOrDefault();
        var dataset = new NewEvaluationDataset(
            EvaluationDatasetRules.NewId(), request.Name!, ExperimentsOf(request.ExperimentIds), tags)
        {
            SchemaJson = NullIfEmpty(request.Schema),
            ProfileJson = NullIfEmpty(request.Profile),
            CreatedBy = user ?? NullIfEmpty(request.CreatedBy),
        };
        EvaluationDatasetRules.Validate(dataset);
        var created = (await store.CreateAsync(dataset, cancellationToken)).ToWire();
        created.ExperimentIds = dataset.ExperimentIds.ToWire(Text);
        return new EvaluationDatasetResponse { Dataset = created };
    }

    private async Task<SearchEvaluationDatasetsResponse> SearchAsync(
        SearchEvaluationDatasetsRequest request, CancellationToken cancellationToken)
    {
        var page = await store.SearchAsync(
            new EvaluationDatasetQuery(
                ExperimentsOf(request.ExperimentIds),
                EvaluationDatasetSearchLanguage.ParseFilter(request.FilterString),
                EvaluationDatasetSearchLanguage.ParseOrder(request.OrderBy),
                PageLimit.OfBody(
                    ZeroIsUnset(request.MaxResults),
                    EvaluationDatasetRules.DefaultSearchResults,
                    EvaluationDatasetRules.MaxSearchResults),
                request.PageToken),
            cancellationToken);
        return new SearchEvaluationDatasetsResponse
        {
            Datasets = page.Items.ToWire(EvaluationDatasetMapping.ToWire),
            NextPageToken = page.NextPageToken,
        };
    }

    /// <summary>The answer is empty, as MLflow's is, although its contract declares the dataset.</summary>
    private async Task<EvaluationDatasetResponse> SetTagsAsync(
        SetEvaluationDatasetTagsRequest request, CancellationToken cancellationToken)
    {
        await store.SetTagsAsync(
            request.DatasetId!, EvaluationDatasetRules.ParseTags(request.Tags), cancellationToken);
        return new EvaluationDatasetResponse();
    }

    private static long[] ExperimentsOf(IReadOnlyList<string>? ids)
    {
        var parsed = ids.ToCore(ExperimentRules.ParseId);
        EvaluationDatasetRules.ValidateExperiments(parsed);
        return [.. parsed.Distinct()];
    }

    private static int? ZeroIsUnset(int? asked) => asked == 0 ? null : asked;

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static EvaluationDatasetResponse Respond(Core.EvaluationDatasets.EvaluationDataset dataset) =>
        new() { Dataset = dataset.ToWire() };
}
