using System.Globalization;
using Tracking.Contracts;
using Tracking.Contracts.Datasets;
using Tracking.Core.Datasets;
using Tracking.Core.Errors;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Datasets;

/// <summary>The datasets that the runs of experiments used, as MLflow's UI lists them.</summary>
internal sealed class RunDatasetEndpoints(IRunDatasetStore store) : IEndpointGroup
{
    private const int MaxExperiments = 20;
    private const int MaxSummaries = 1_000;

    public void Map(ApiRoutes routes) => routes.Map(Routes.Datasets.Search, SearchAsync);

    private async Task<SearchDatasetsResponse> SearchAsync(
        SearchDatasetsRequest request, CancellationToken cancellationToken)
    {
        if (request.ExperimentIds is not { Count: > 0 } ids)
        {
            throw ParameterErrors.Invalid("SearchDatasets request must specify at least one experiment_id.");
        }

        if (ids.Count > MaxExperiments)
        {
            throw ParameterErrors.Invalid(
                $"SearchDatasets request cannot specify more than {MaxExperiments} experiment_ids. " +
                $"Received {ids.Count} experiment_ids.");
        }

        var summaries = await store.SummariseAsync(ExperimentMapping.IdsOf(ids), MaxSummaries, cancellationToken);
        return new SearchDatasetsResponse
        {
            DatasetSummaries = summaries.ToWire(summary => new DatasetSummary
            {
                ExperimentId = summary.ExperimentId.ToString(CultureInfo.InvariantCulture),
                Name = summary.Name,
                Digest = summary.Digest,
                Context = summary.Context,
            }),
        };
    }
}
