using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Experiments;

namespace Tracking.Client.Experiments;

/// <summary>Experiments: named groups of runs. Every failure is a <see cref="TrackingClientException"/>.</summary>
public sealed class ExperimentsClient
{
    private const int PageSize = 1000;

    private readonly Api _api;

    internal ExperimentsClient(Api api) => _api = api;

    /// <summary>Creates an experiment and gives its id.</summary>
    /// <param name="name">Unique, deleted experiments included.</param>
    /// <param name="artifactLocation">Root of its artifacts; the server's choice by default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<string> CreateAsync(
        string name,
        string? artifactLocation = null,
        CancellationToken cancellationToken = default)
    {
        var request = new CreateExperimentRequest { Name = name, ArtifactLocation = artifactLocation };
        var answer = await _api.SendAsync(Routes.Experiments.Create, request, cancellationToken);
        return Api.Required(answer.ExperimentId, "experiment_id");
    }

    /// <summary>The experiment of an id, deleted or not.</summary>
    /// <param name="experimentId">A decimal string.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Experiment> GetAsync(string experimentId, CancellationToken cancellationToken = default)
    {
        var request = new GetExperimentRequest { ExperimentId = experimentId };
        var answer = await _api.SendAsync(Routes.Experiments.Get, request, cancellationToken);
        return Api.Required(answer.Experiment, "experiment");
    }

    /// <summary>The experiment of a name, deleted or not; null where there is none.</summary>
    /// <param name="name">Exact.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Experiment?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            var request = new GetExperimentByNameRequest { ExperimentName = name };
            return (await _api.SendAsync(Routes.Experiments.GetByName, request, cancellationToken)).Experiment;
        }
        catch (TrackingClientException missing) when (missing.IsMissing)
        {
            return null;
        }
    }

    /// <summary>
    /// The experiment of a name, created if there is none; safe when several processes do it at once.
    /// </summary>
    /// <param name="name">Exact. A deleted experiment of that name is an error: restore or rename it first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Experiment> GetOrCreateAsync(string name, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(name, cancellationToken);
        if (found is null)
        {
            try
            {
                return await GetAsync(await CreateAsync(name, null, cancellationToken), cancellationToken);
            }
            catch (TrackingClientException taken)
                when (taken.ErrorCode == TrackingClientException.ResourceAlreadyExists)
            {
                found = await FindAsync(name, cancellationToken);
                if (found is null)
                    throw;
            }
        }

        return found.LifecycleStage != "deleted" ? found : throw new TrackingClientException(
            TrackingClientException.InvalidParameterValue,
            $"The experiment '{name}' (id {found.ExperimentId}) is deleted; restore it or choose another name");
    }

    /// <summary>Experiments that match, page by page as they are read.</summary>
    /// <param name="filter">Such as <c>name LIKE 'digits%' AND tags.team = 'vision'</c>; all by default.</param>
    /// <param name="orderBy">Such as <c>name ASC</c>; newest change first by default.</param>
    /// <param name="view">Which lifecycle stages.</param>
    /// <param name="maxResults">No more than these, at least 1; all by default.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<Experiment> SearchAsync(
        string? filter = null,
        IReadOnlyList<string>? orderBy = null,
        ViewType view = ViewType.ActiveOnly,
        int? maxResults = null,
        CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<Experiment>(
            async (token, cancel) =>
            {
                var answer = await _api.SendAsync(Routes.Experiments.Search, new SearchExperimentsRequest
                {
                    Filter = filter,
                    OrderBy = orderBy,
                    ViewType = view,
                    // Servers require it.
                    MaxResults = Paging.SizeOf(PageSize, maxResults),
                    PageToken = token,
                }, cancel);
                return new(answer.Experiments, answer.NextPageToken);
            },
            cancellationToken).AtMost(maxResults);

    /// <summary>Renames an experiment.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="newName">Unique.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task RenameAsync(string experimentId, string newName, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Experiments.Update,
            new UpdateExperimentRequest { ExperimentId = experimentId, NewName = newName },
            cancellationToken);

    /// <summary>Marks an experiment and its runs as deleted.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteAsync(string experimentId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Experiments.Delete,
            new DeleteExperimentRequest { ExperimentId = experimentId },
            cancellationToken);

    /// <summary>Takes back a deletion, for all of the experiment's runs.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task RestoreAsync(string experimentId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Experiments.Restore,
            new RestoreExperimentRequest { ExperimentId = experimentId },
            cancellationToken);

    /// <summary>Sets a tag, replacing its value.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">At most 5,000 characters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetTagAsync(
        string experimentId,
        string key,
        string value,
        CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Experiments.SetTag,
            new SetExperimentTagRequest { ExperimentId = experimentId, Key = key, Value = value },
            cancellationToken);

    /// <summary>Removes a tag; one that is not there is an error.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteTagAsync(string experimentId, string key, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Experiments.DeleteTag,
            new DeleteExperimentTagRequest { ExperimentId = experimentId, Key = key },
            cancellationToken);
}
