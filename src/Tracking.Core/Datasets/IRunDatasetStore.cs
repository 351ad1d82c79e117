namespace Tracking.Core.Datasets;

/// <summary>Tells which datasets the runs of experiments used.</summary>
public interface IRunDatasetStore
{
    /// <summary>Each dataset with each use of it once, by experiment, name and digest; at most so many.</summary>
    Task<IReadOnlyList<RunDatasetSummary>> SummariseAsync(
        IReadOnlyList<long> experimentIds, int maxResults, CancellationToken cancellationToken);
}

/// <param name="ExperimentId">Whose runs used it.</param>
/// <param name="Name">Of the dataset.</param>
/// <param name="Digest">Of its content.</param>
/// <param name="Context">What for, such as "train"; null where a run did not say.</param>
public sealed record RunDatasetSummary(long ExperimentId, string Name, string Digest, string? Context);
