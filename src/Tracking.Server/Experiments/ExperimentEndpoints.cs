using System.Globalization;
using Tracking.Contracts;
using Tracking.Contracts.Experiments;
using Tracking.Core;
using Tracking.Core.Experiments;
using Tracking.Core.Search;
using Tracking.Server.Hosting;
using Tracking.Server.Lifecycle;
using Tracking.Server.Messages;

namespace Tracking.Server.Experiments;

internal sealed class ExperimentEndpoints(IExperimentStore store, string artifactRoot, RepeatableCreates creates)
    : IEndpointGroup
{
    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.Experiments.Create, creates.Serve(Routes.Experiments.Create, CreateAsync));
        routes.Map(Routes.Experiments.Search, SearchAsync);
        routes.Map(Routes.Experiments.Get, GetAsync);
        routes.Map(Routes.Experiments.GetByName, GetByNameAsync);
        routes.Map(Routes.Experiments.Update, (request, token) =>
            store.RenameAsync(ExperimentRules.ParseId(request.ExperimentId!), Named(request.NewName!), token));
        routes.Map(Routes.Experiments.Delete, (request, token) =>
            store.DeleteAsync(ExperimentRules.ParseId(request.ExperimentId!), token));
        routes.Map(Routes.Experiments.Restore, (request, token) =>
            store.RestoreAsync(ExperimentRules.ParseId(request.ExperimentId!), token));
        routes.Map(Routes.Experiments.SetTag, SetTagAsync);
        routes.Map(Routes.Experiments.DeleteTag, (request, token) =>
            store.DeleteTagAsync(ExperimentRules.ParseId(request.ExperimentId!), request.Key!, token));
    }

    private async Task<CreateExperimentResponse> CreateAsync(
        CreateExperimentRequest request,
        CreateAnswer<CreateExperimentResponse> answer,
        CancellationToken cancellationToken)
    {
        var tags = request.Tags.ToCore(tag => new Tag(tag.Key!, tag.Value ?? ""));
        ExperimentRules.CheckTagsAreDistinct(tags);
        var location = string.IsNullOrEmpty(request.ArtifactLocation) ? null : request.ArtifactLocation;
        if (location is not null)
        {
            ExperimentRules.CheckLocation(location);
        }

        var experiment = new NewExperiment(Named(request.Name!), artifactRoot, location, tags)
        {
            Once = answer.From<Core.Experiments.Experiment>(Created),
        };
        return Created(await store.CreateAsync(experiment, cancellationToken));
    }

    private async Task<SearchExperimentsResponse> SearchAsync(
        SearchExperimentsRequest request, CancellationToken cancellationToken)
    {
        var limit = PageLimit.OfExperiments(request.MaxResults);
        var page = await store.SearchAsync(
            new ExperimentQuery(
                request.ViewType.ToCore(),
                ExperimentSearchLanguage.ParseFilter(request.Filter),
                ExperimentSearchLanguage.ParseOrder(request.OrderBy),
                limit,
                request.PageToken),
            cancellationToken);
        return new SearchExperimentsResponse
        {
            Experiments = page.Items.ToWire(ExperimentMapping.ToWire),
            NextPageToken = page.NextPageToken,
        };
    }

    private async Task<GetExperimentResponse> GetAsync(
        GetExperimentRequest request, CancellationToken cancellationToken)
    {
        var id = ExperimentRules.ParseId(request.ExperimentId!);
        var experiment = await store.FindAsync(id, cancellationToken) ?? throw ExperimentErrors.NotFound(id);
        return new GetExperimentResponse { Experiment = experiment.ToWire() };
    }

    private async Task<GetExperimentResponse> GetByNameAsync(
        GetExperimentByNameRequest request, CancellationToken cancellationToken)
    {
        var experiment = await store.FindByNameAsync(request.ExperimentName!, cancellationToken)
            ?? throw ExperimentErrors.NameNotFound(request.ExperimentName!);
        return new GetExperimentResponse { Experiment = experiment.ToWire() };
    }

    private Task SetTagAsync(SetExperimentTagRequest request, CancellationToken cancellationToken)
    {
        var tag = new Tag(request.Key!, request.Value ?? "");
        ExperimentRules.CheckTag(tag);
        return store.SetTagAsync(ExperimentRules.ParseId(request.ExperimentId!), tag, cancellationToken);
    }

    private static CreateExperimentResponse Created(Core.Experiments.Experiment experiment) =>
        new() { ExperimentId = experiment.Id.ToString(CultureInfo.InvariantCulture) };

    private static string Named(string name)
    {
        ExperimentRules.CheckName(name);
        return name;
    }
}
