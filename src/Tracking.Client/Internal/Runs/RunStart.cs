using Tracking.Client.Internal.Surroundings;
using Tracking.Client.Internal.Transport;
using Tracking.Client.Runs;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Runs;

/// <summary>Starts runs: creates them, or resumes those that are there.</summary>
internal sealed class RunStart(RunServices services)
{
    private const int MaxTagsPerBatch = 100;

    private string? _handedOver = services.Options.RunId;

    /// <summary>Not async, so that what it does to the flow reaches the caller.</summary>
    internal Task<ActiveRun> StartAsync(StartRunOptions start, CancellationToken cancellationToken)
    {
        if (start is { ExperimentName: not null, ExperimentId: not null })
            throw new ArgumentException(
                $"ExperimentName '{start.ExperimentName}' and ExperimentId '{start.ExperimentId}' are both set; "
                + "expected one of them at most", nameof(start));
        if (start.Nested && start.ParentRunId is null && ActiveRun.Current is { } parent)
            start = start with
            {
                ParentRunId = parent.Id,
                ExperimentId = start.ExperimentName is null ? start.ExperimentId ?? parent.ExperimentId : null,
            };
        return StartInAsync(CurrentRun.Enter(), start, cancellationToken);
    }

    private async Task<ActiveRun> StartInAsync(
        CurrentRun place, StartRunOptions start, CancellationToken cancellationToken)
    {
        try
        {
            // A launcher means the program's own run, not one within it.
            var toResume = start.RunId
                ?? (start.ParentRunId is null ? Interlocked.Exchange(ref _handedOver, null) : null);
            var found = toResume is null
                ? await CreateAsync(start, cancellationToken)
                : await ResumeAsync(toResume, start, cancellationToken);
            var run = new ActiveRun(services, Api.Required(found.Info, "info"));
            RunCompanions.Start(run, found, start.SystemMetrics);
            place.Fill(run);
            return run;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private async Task<Run> ResumeAsync(string runId, StartRunOptions start, CancellationToken cancellationToken)
    {
        if (services.Spools.IsOffline)
            return services.Spools.ResumeOffline(services, runId);
        var run = await services.Client.Runs.GetAsync(runId, cancellationToken);
        if (run.Info?.LifecycleStage == "deleted")
            throw Refused($"Cannot start run with ID {runId} because it is in the deleted state.");
        var wanted = start.ExperimentName is null && start.ExperimentId is null
            ? null
            : await ExperimentOfAsync(start, cancellationToken);
        if (wanted is not null && wanted != run.Info?.ExperimentId)
            throw Refused($"Cannot start run with ID {runId} because it is in experiment {run.Info?.ExperimentId}, "
                + $"not in {wanted}.");

        var change = new UpdateRunRequest { RunId = runId, Status = RunStatus.Running, RunName = start.RunName };
        var info = await services.Client.Runs.UpdateAsync(change, cancellationToken);
        foreach (var some in TagsOf(start).Chunk(MaxTagsPerBatch))
            await services.Client.Runs.LogBatchAsync(
                new LogBatchRequest { RunId = runId, Tags = some }, cancellationToken);
        return run with { Info = info with { ArtifactUri = info.ArtifactUri ?? run.Info?.ArtifactUri } };
    }

    private async Task<Run> CreateAsync(StartRunOptions start, CancellationToken cancellationToken)
    {
        var options = services.Options;
        // Git may have to be asked; meanwhile the experiment can be found.
        var surroundings = options.RecordSurroundings
            ? ProcessTags.SurroundingsAsync(options.Time, cancellationToken)
            : Task.FromResult(ProcessTags.Context());
        var experimentId = services.Spools.IsOffline
            ? start.ExperimentId ?? options.ExperimentId
            : await ExperimentOfAsync(start, cancellationToken);
        var tags = await surroundings;
        foreach (var tag in TagsOf(start))
            tags[tag.Key!] = tag.Value ?? "";
        var request = new CreateRunRequest
        {
            ExperimentId = experimentId,
            UserId = Environment.UserName,
            RunName = start.RunName,
            StartTime = options.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            Tags = [.. tags.Select(tag => new RunTag { Key = tag.Key, Value = tag.Value })],
        };
        return services.Spools.IsOffline
            ? services.Spools.CreateOffline(services, ExperimentNameOf(start), request)
            : await services.Client.Runs.CreateAsync(request, cancellationToken);
    }

    private async Task<string?> ExperimentOfAsync(StartRunOptions start, CancellationToken cancellationToken)
    {
        return ExperimentNameOf(start) is { } name
            ? (await services.Client.Experiments.GetOrCreateAsync(name, cancellationToken)).ExperimentId
            : start.ExperimentId ?? services.Options.ExperimentId;
    }

    private string? ExperimentNameOf(StartRunOptions start) =>
        start.ExperimentName ?? (start.ExperimentId is null ? services.Options.ExperimentName : null);

    /// <summary>What the caller gave; later ones win.</summary>
    private static IEnumerable<RunTag> TagsOf(StartRunOptions start)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (start.RunName is { } name)
            tags[ProcessTags.RunName] = name;
        if (start.ParentRunId is { } parent)
            tags[ProcessTags.ParentRunId] = parent;
        if (start.Description is { } note)
            tags[ProcessTags.Note] = note;
        foreach (var (key, value) in start.Tags ?? new Dictionary<string, string>())
            tags[key] = value;
        return tags.Select(tag => new RunTag { Key = tag.Key, Value = tag.Value });
    }

    private static TrackingClientException Refused(string message) =>
        new(TrackingClientException.InvalidParameterValue, message);
}
