using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Environments;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;
using Tracking.Projects.Records;

namespace Tracking.Projects.Execution;

/// <summary>Carries out a planned run: prepares its environment, starts its program, records how it went.</summary>
internal sealed class RunExecution(TrackingClient client, ProjectRunnerOptions options)
{
    private readonly RunRecorder _recorder = new(client, options);

    public async Task<ProjectRunResult> RunAsync(
        PlannedRun planned, IEnvironmentProvider manager, CancellationToken cancellationToken)
    {
        var run = await _recorder.StartAsync(planned.Request, planned.Tags(manager.Name), cancellationToken);
        var runId = run.RunId!;
        // A runner that is killed says nothing any more, which the server notices.
        using var signs = client.Runs.KeepAlive(runId);
        var output = Path.Join(Directory.CreateTempSubdirectory("tracking-output-").FullName, LaunchRecord.OutputName);
        var status = RunStatus.Failed;
        try
        {
            var result = await ExecuteAsync(planned, manager, run, output, cancellationToken);
            status = StatusOf(result);
            return new ProjectRunResult(runId, run.ExperimentId!, status, result.ExitCode);
        }
        catch (OperationCanceledException)
        {
            status = RunStatus.Killed;
            throw;
        }
        finally
        {
            await EndAsync(runId, output, status);
        }
    }

    private async Task EndAsync(string runId, string output, RunStatus status)
    {
        try
        {
            await _recorder.EndAsync(runId, output, status);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(output)!, recursive: true);
        }
    }

    private async Task<ProcessResult> ExecuteAsync(
        PlannedRun planned,
        IEnvironmentProvider manager,
        RunInfo run,
        string outputFile,
        CancellationToken cancellationToken)
    {
        await _recorder.LogParametersAsync(run.RunId!, planned.Binding.All, cancellationToken);
        var environment = await manager.PrepareAsync(
            new EnvironmentRequest(planned.Project.Environment, planned.Copy.Folder, planned.Copy.Digest, options.Log),
            cancellationToken);
        var values = await PathDownloads.ResolveAsync(
            planned.EntryPoint, planned.Binding.Declared, client, planned.Copy, cancellationToken);
        var command = CommandTemplate.Of(planned.EntryPoint).Bind(values, planned.Binding.Extra);
        await _recorder.KeepAsync(
            run.RunId!, planned.Record(manager.Name, command.Display), planned.Copy, environment.Lock,
            cancellationToken);
        options.Log($"run {run.RunId}: {command.Display}");
        var launch = LaunchOf(planned, environment, command, run);
        using var output = new OutputLog(outputFile, options.OutputBytesMax, ConsoleSink());
        return await AttemptAsync(launch, planned.Request.Retries, output, cancellationToken);
    }

    private async Task<ProcessResult> AttemptAsync(
        ProcessLaunch launch, int retries, OutputLog output, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var result = await ProcessRun.ToEndAsync(launch, output, cancellationToken);
            var isOver = result is { ExitCode: 0, End: ProcessEnd.Exited } or { End: ProcessEnd.Cancelled };
            if (isOver || attempt == retries)
            {
                return result;
            }

            options.Log(
                $"attempt {attempt + 1} of {retries + 1} " +
                (result.End == ProcessEnd.TimedOut ? "timed out" : $"ended with exit code {result.ExitCode}"));
        }
    }

    private ProcessLaunch LaunchOf(
        PlannedRun planned, PreparedEnvironment environment, BoundCommand command, RunInfo run)
    {
        // What MLflow's clients read, so that the program's own logging lands in this run.
        List<KeyValuePair<string, string?>> variables =
        [
            new("MLFLOW_RUN_ID", run.RunId),
            new("MLFLOW_TRACKING_URI", client.TrackingUri.ToString().TrimEnd('/')),
            new("MLFLOW_EXPERIMENT_ID", run.ExperimentId),
            new("MLFLOW_EXPERIMENT_NAME", null),
            .. command.Variables.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)),
        ];
        var words = environment.WordsOf(
            command, new CommandContext(planned.Copy.Folder, [.. variables.Where(pair => pair.Value is not null)]));
        return new ProcessLaunch(words, planned.Copy.Folder)
        {
            Variables = [.. variables, .. environment.Variables],
            ProgramFolders = environment.ProgramFolders,
            Timeout = planned.Request.Timeout,
            GracePeriod = options.GracePeriod,
        };
    }

    private StreamSink? ConsoleSink() => options.StandardOutput is null && options.StandardError is null
        ? null
        : new StreamSink(options.StandardOutput ?? Stream.Null, options.StandardError ?? Stream.Null);

    private static RunStatus StatusOf(ProcessResult result) => result switch
    {
        { End: ProcessEnd.Cancelled } => RunStatus.Killed,
        { End: ProcessEnd.Exited, ExitCode: 0 } => RunStatus.Finished,
        _ => RunStatus.Failed,
    };
}
