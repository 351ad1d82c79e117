using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Datasets;

namespace Tracking.Client.Datasets;

/// <summary>
/// Datasets that runs used, across experiments. Every failure is a <see cref="TrackingClientException"/>.
/// </summary>
public sealed class RunDatasetsClient
{
    // Servers refuse more in one request.
    private const int ExperimentsPerRequest = 20;

    private readonly Api _api;

    internal RunDatasetsClient(Api api) => _api = api;

    /// <summary>
    /// Name, digest and context of the datasets that runs of some experiments used, at most 1,000 for each 20
    /// experiments.
    /// </summary>
    /// <param name="experimentIds">At least one; more than 20 are asked for in turn.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<IReadOnlyList<DatasetSummary>> SummariseAsync(
        IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experimentIds);
        var summaries = new List<DatasetSummary>();
        foreach (var some in experimentIds.Chunk(ExperimentsPerRequest).DefaultIfEmpty([]))
        {
            var request = new SearchDatasetsRequest { ExperimentIds = some };
            var answer = await _api.SendAsync(Routes.Datasets.Search, request, cancellationToken);
            summaries.AddRange(answer.DatasetSummaries ?? []);
        }

        return summaries;
    }
}
