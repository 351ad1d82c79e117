using Tracking.Client.Internal.Runs;
using Tracking.Contracts;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Runs;

/// <content>The run of the flow, and what the features beside this file need.</content>
public sealed partial class ActiveRun
{
    /// <summary>
    /// The run that the current flow of async code started last and has not ended; null without one. When a nested run
    /// ends, its parent is current again. Code that a flow starts sees the runs of that flow, and not the other way
    /// round: a method that only wraps <c>StartRunAsync</c> in an <c>await</c> does not make its run current for its
    /// caller; <see cref="MakeCurrent"/> does.
    /// </summary>
    public static ActiveRun? Current => CurrentRun.Innermost;

    internal RunServices Services => _services;

    internal RunEnding Ending => _ending;

    internal bool HasEnded => _ending.HasEnded;

    /// <summary>
    /// Makes this run current for the flow of the caller, until what it gives is disposed or the run ends.
    /// </summary>
    public IDisposable MakeCurrent()
    {
        var place = CurrentRun.Enter();
        place.Fill(Open());
        return place;
    }

    /// <summary>Starts a run that is part of this one, in the same experiment.</summary>
    /// <param name="runName">For readers; the server makes one up by default.</param>
    /// <param name="tags">Further tags.</param>
    /// <param name="cancellationToken">Cancels the start, not the run.</param>
    public Task<ActiveRun> StartNestedAsync(
        string? runName = null,
        IReadOnlyDictionary<string, string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        var start = new StartRunOptions
        {
            ParentRunId = Open().Id,
            ExperimentId = ExperimentId,
            RunName = runName,
            Tags = tags,
        };
        return _services.Client.StartRunAsync(start, cancellationToken);
    }

    internal Task LogInputsAsync(
        IReadOnlyList<DatasetInput> datasets, IReadOnlyList<ModelInput> models, CancellationToken cancellationToken) =>
        SendAsync(
            Routes.Runs.LogInputs,
            new LogInputsRequest { RunId = Open().Id, Datasets = datasets, Models = models },
            cancellationToken);
}
