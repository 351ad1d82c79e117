using Tracking.Models.Scoring;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Core;

/// <summary>The data plane: finds a loaded model and runs it. It knows no protocol. Thread-safe.</summary>
internal sealed class InferenceEngine(
    ServedModels served,
    ModelLeases leases,
    IModelControl control,
    ModelRunner runner,
    StatisticsRegistry statistics,
    RequestDeadline deadline)
{
    /// <summary>Whether every model that is to be loaded at start is, and the host is not draining.</summary>
    public bool IsReady => served.IsReady;

    /// <summary>The clock that protocols start when a request arrives.</summary>
    public RequestDeadline Deadline => deadline;

    /// <summary>The index, loads, unloads and swaps.</summary>
    public IModelControl Models => control;

    /// <summary>
    /// Keeps a model in use until the lease is disposed; a request holds one from before its body is read until its
    /// answer is written, so that a swap in between cannot reach it. Waits for a model that loads on demand.
    /// </summary>
    /// <param name="name">The served name; null for the first model.</param>
    /// <param name="version">One of its versions; null for the default one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ServingException">Unknown, not ready, or its loading failed.</exception>
    public ValueTask<ModelLease> LeaseAsync(string? name, string? version, CancellationToken cancellationToken) =>
        leases.LeaseAsync(name, version, cancellationToken);

    /// <summary>A model for metadata, as it is now; it is not kept in use.</summary>
    /// <exception cref="ServingException">Unknown or not ready.</exception>
    public LoadedModel Find(string name, string? version) => served.Find(name, version);

    /// <summary>The statistics of the models that match, in no order; null matches all.</summary>
    public IReadOnlyList<ModelStatisticsSnapshot> Statistics(string? name = null, string? version = null) =>
        statistics.Read(name, version);

    /// <summary>Of the model that a request asked for before it was leased; null for the first model.</summary>
    public ModelStatistics StatisticsOf(string? name, string? version) =>
        served.TryFind(name, version) is { } model ? model.Statistics : statistics.Unread;

    /// <summary>Of requests that were refused before anybody knew their model.</summary>
    public ModelStatistics StatisticsOfUnread => statistics.Unread;

    /// <summary>Ends when readiness, the index or the state of a model changes; take it before you look.</summary>
    public Task NextChange => served.NextChange;

    /// <summary>Runs a model: on the calling thread, with the task complete, unless the request is queued.</summary>
    /// <exception cref="ServingException">Misfit, failure, time up, or too many wait.</exception>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public ValueTask<IReadOnlyList<NamedTensor>> ScoreAsync(LoadedModel model, in InferenceRequest request) =>
        runner.ScoreAsync(model, request);

    /// <summary>The moment at which a protocol begins to read inputs or to write outputs.</summary>
    public long Now() => runner.Now();

    /// <summary>How long ago a moment was.</summary>
    public TimeSpan Since(long moment) => runner.Since(moment);

    /// <summary>Counts what it took to write an answer's outputs.</summary>
    /// <param name="model">What gave them.</param>
    /// <param name="request">What was answered.</param>
    /// <param name="outputs">As the model gave them.</param>
    /// <param name="began">When the writing began.</param>
    public void Written(
        LoadedModel model, in InferenceRequest request, IReadOnlyList<NamedTensor> outputs, long began)
    {
        var rows = outputs is JoinedPart part ? part.RowsOfRun : RowCount.Of(request.Inputs);
        model.Statistics.Written(rows, runner.Since(began));
    }
}
