using Tracking.Core.Search.Paging;

namespace Tracking.Core.Runs;

/// <summary>
/// Keeps runs with their params, tags, latest metrics, inputs and outputs. Refusals are
/// <see cref="Errors.TrackingException"/>s from <see cref="RunErrors"/>; every change is one transaction and an
/// acknowledged one survives a killed process.
/// </summary>
public interface IRunStore
{
    Task<Run> CreateAsync(NewRun run, CancellationToken cancellationToken);

    /// <summary>Deleted runs are found too. A missing run is an error.</summary>
    Task<Run> GetAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The run without what it logged; deleted runs are found too. A missing run is an error.</summary>
    Task<RunInfo> GetInfoAsync(string runId, CancellationToken cancellationToken);

    Task<RunInfo> UpdateAsync(string runId, RunChange change, CancellationToken cancellationToken);

    Task DeleteAsync(string runId, CancellationToken cancellationToken);

    Task RestoreAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Sending the same batch again changes nothing.</summary>
    Task LogAsync(RunBatch batch, CancellationToken cancellationToken);

    Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken);

    Task LogInputsAsync(
        string runId,
        IReadOnlyList<DatasetInput> datasets,
        IReadOnlyList<string> modelIds,
        CancellationToken cancellationToken);

    Task LogOutputsAsync(string runId, IReadOnlyList<ModelOutput> models, CancellationToken cancellationToken);

    Task<Page<Run>> SearchAsync(RunQuery query, CancellationToken cancellationToken);

    /// <summary>How many runs all pages of the search hold together, counted up to 1,000,000.</summary>
    Task<long> CountAsync(RunQuery query, CancellationToken cancellationToken);
}
