using Tracking.Client.Internal.Transport;
using Tracking.Client.Runs;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Runs;

/// <summary>Starts runs: creates them, or resumes the one that a launcher made.</summary>
internal sealed class RunStart(RunServices services)
{
    private string? _toResume = services.Options.RunId;

    internal async Task<ActiveRun> StartAsync(
        string? experimentName,
        string? runName,
        IReadOnlyDictionary<string, string>? tags,
        CancellationToken cancellationToken)
    {
        var run = Interlocked.Exchange(ref _toResume, null) is { } runId
            ? await ResumeAsync(runId, cancellationToken)
            : await CreateAsync(experimentName, runName, tags, cancellationToken);
        return new ActiveRun(services, Api.Required(run.Info, "info"));
    }

    private async Task<Run> ResumeAsync(string runId, CancellationToken cancellationToken)
    {
        await services.Client.Runs.UpdateAsync(
            new UpdateRunRequest { RunId = runId, Status = RunStatus.Running }, cancellationToken);
        return await services.Client.Runs.GetAsync(runId, cancellationToken);
    }

    private async Task<Run> CreateAsync(
        string? experimentName,
        string? runName,
        IReadOnlyDictionary<string, string>? tags,
        CancellationToken cancellationToken)
    {
        var options = services.Options;
        var experimentId = (experimentName ?? options.ExperimentName) is { } name
            ? (await services.Client.Experiments.GetOrCreateAsync(name, cancellationToken)).ExperimentId
            : options.ExperimentId;
        return await services.Client.Runs.CreateAsync(new CreateRunRequest
        {
            ExperimentId = experimentId,
            UserId = Environment.UserName,
            RunName = runName,
            StartTime = options.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            Tags = ProcessTags.Of(runName, tags),
        }, cancellationToken);
    }
}
