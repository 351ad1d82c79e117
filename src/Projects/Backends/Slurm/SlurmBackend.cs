using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Environments;
using Tracking.Projects.Execution;
using Tracking.Projects.Records;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Backends.Slurm;

/// <summary>
/// Batch jobs of Slurm. The job carries the run out by this very tool on its node and says how it ended. A second job,
/// the finisher, begins when the first is over, and ends the run where nobody else could.
/// </summary>
internal sealed class SlurmBackend(TrackingClient client, ProjectRunnerOptions options) : IProjectBackend
{
    private readonly RunRecorder _recorder = new(client, options);

    public string Name => "slurm";

    public async Task<ProjectRunResult> RunAsync(
        PlannedRun planned, IEnvironmentProvider manager, CancellationToken cancellationToken)
    {
        var config = SlurmConfig.Of(
            await BackendConfig.ReadAsync(planned.Request.BackendConfig, cancellationToken));
        var queue = new SlurmQueue(options.ProgramFolders);
        queue.RequirePrograms();
        var run = await _recorder.StartAsync(
            planned.Request, planned.Tags(manager.Name), RunStatus.Scheduled, cancellationToken);
        var job = await _recorder.EndingOnFailureAsync(
            run.RunId!,
            async () =>
            {
                await _recorder.LogParametersAsync(run.RunId!, planned.Binding.All, cancellationToken);
                var handed = HandedOverRun.Of(planned, manager.Name, run, config.SilenceMax);
                var folder = await JobFolder.CreateAsync(options.CacheFolder, handed, cancellationToken);
                // From here on the job needs it, whatever becomes of this process.
                planned.Copy.LeaveTo(run.RunId!);
                return await SubmitAsync(
                    new SlurmScript(config, run.RunId!, ToolWords(config)), folder, run, queue, planned.Copy);
            });
        await client.Runs.SetTagAsync(run.RunId!, OrphanedJobs.JobTag, job.Id, CancellationToken.None);
        var result = await new SlurmWatch(client, options, queue, job).ToEndAsync(
            run, config.PollMax, cancellationToken);
        planned.Copy.IsLeft = false;
        return result;
    }

    private async Task<SlurmJob> SubmitAsync(
        SlurmScript script, JobFolder folder, RunInfo run, SlurmQueue queue, WorkingCopy copy)
    {
        try
        {
            await File.WriteAllTextAsync(folder.Script, script.RunText(folder), CancellationToken.None);
            KeyValuePair<string, string?>[] variables =
            [
                new("MLFLOW_RUN_ID", run.RunId),
                new("MLFLOW_TRACKING_URI", client.TrackingUri.ToString().TrimEnd('/')),
                new("MLFLOW_EXPERIMENT_ID", run.ExperimentId),
                new("MLFLOW_EXPERIMENT_NAME", null),
                new("TRACKING_PROJECTS_CACHE", options.CacheFolder),
            ];
            WarnOfLoopback();
            var id = await queue.SubmitAsync(script.RunOptions(folder), folder.Script, variables);
            options.Log($"run {run.RunId}: Slurm took it as job {id}");
            return new SlurmJob(id, await FinisherAsync(script, folder, id, queue, variables), folder);
        }
        catch
        {
            copy.IsLeft = false;
            folder.Delete();
            throw;
        }
    }

    private async Task<string?> FinisherAsync(
        SlurmScript script,
        JobFolder folder,
        string job,
        SlurmQueue queue,
        IReadOnlyList<KeyValuePair<string, string?>> variables)
    {
        try
        {
            await File.WriteAllTextAsync(folder.Finisher, script.FinisherText(folder, job), CancellationToken.None);
            return await queue.SubmitAsync(script.FinisherOptions(job), folder.Finisher, variables);
        }
        catch (ProjectException error)
        {
            // The run itself is under way; only its end by other hands is not certain.
            options.Log($"Job {job} has no finisher, so keep this process running: {error.Message}");
            return null;
        }
    }

    private IReadOnlyList<string> ToolWords(SlurmConfig config) =>
        config.Tool.Count > 0 ? config.Tool : options.ToolCommand;

    private void WarnOfLoopback()
    {
        if (client.TrackingUri.IsLoopback)
        {
            options.Log(
                $"The tracking server {client.TrackingUri} is this machine's own: a job on another node does not " +
                "reach it.");
        }
    }
}

/// <summary>A job that Slurm took.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Finisher">The number of the job that follows it; null for none.</param>
/// <param name="Folder">What both share with this process.</param>
internal sealed record SlurmJob(string Id, string? Finisher, JobFolder Folder);
