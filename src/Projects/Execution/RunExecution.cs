using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Environments;
using Tracking.Projects.Inputs;
using Tracking.Projects.Parameters;
using Tracking.Projects.Pipelines.Running;
using Tracking.Projects.Records;

namespace Tracking.Projects.Execution;

/// <summary>Carries out a planned run: prepares its environment, starts its program, records how it went.</summary>
internal sealed class RunExecution(TrackingClient client, ProjectRunnerOptions options)
{
    private readonly RunRecorder _recorder = new(client, options);

    public async Task<ProjectRunResult> RunAsync(
        PlannedRun planned, IEnvironmentProvider manager, CancellationToken cancellationToken)
    {
        // Beside the server's answer, and before anything may change the files.
        var sources = Task.Run(
            () => _recorder.WriteSourcesAsync(planned.Copy, cancellationToken), CancellationToken.None);
        var run = await StartAsync(planned, manager, sources, cancellationToken);
        var runId = run.RunId!;
        // A runner that is killed says nothing any more, which the server notices.
        using var signs = client.Runs.KeepAlive(runId);
        var output = Path.Join(Directory.CreateTempSubdirectory("tracking-output-").FullName, LaunchRecord.OutputName);
        var status = RunStatus.Failed;
        try
        {
            using var records = await sources;
            var result = await ExecuteAsync(planned, manager, run, records, output, cancellationToken);
            var ended = StatusOf(result);
            if (ended == RunStatus.Finished && planned.Due is { } due)
            {
                // By whoever ran it: nobody else may be there any more to do it.
                await new StepOutputs(client).KeepAsync(due, planned.Copy, runId, cancellationToken);
            }

            status = ended;
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

    private async Task<RunInfo> StartAsync(
        PlannedRun planned,
        IEnvironmentProvider manager,
        Task<RecordFolder> sources,
        CancellationToken cancellationToken)
    {
        try
        {
            return await _recorder.StartAsync(
                planned.Request, planned.Tags(manager.Name), RunStatus.Running, cancellationToken);
        }
        catch
        {
            await ((Task)sources).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (sources.IsCompletedSuccessfully)
            {
                (await sources).Dispose();
            }

            throw;
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
        RecordFolder records,
        string outputFile,
        CancellationToken cancellationToken)
    {
        var (environment, inputs) = await PrepareAsync(planned, manager, run.RunId!, cancellationToken);
        var values = planned.Binding.Declared.ToDictionary(
            pair => pair.Key,
            pair => inputs.FirstOrDefault(input => input.Parameter == pair.Key) is { IsHandedAsFile: true } input
                ? environment.PathInside(input.Path, planned.Copy.Folder)
                : pair.Value);
        var command = CommandTemplate.Of(planned.EntryPoint).Bind(values, planned.Binding.Extra);
        var record = planned.Record(manager.Name, command.Display) with { Inputs = inputs };
        // Sent while the program runs.
        await RunRecorder.AddAsync(records, record, environment.Lock, cancellationToken);
        options.Log($"run {run.RunId}: {command.Display}");
        var launch = LaunchOf(planned, environment, command, run);
        using var output = new OutputLog(outputFile, options.OutputBytesMax, StreamSink.Of(options));
        var result = await WhileSendingAsync(
            token => _recorder.SendAsync(run.RunId!, records, environment.Tags, inputs, token),
            token => AttemptAsync(launch, planned.Request.Retries, output, token),
            cancellationToken);
        if (output.Problem is { } problem)
        {
            options.Log($"The run does not keep the whole output: {problem}");
        }

        return result;
    }

    private async Task<(PreparedEnvironment Environment, IReadOnlyList<ProjectInput> Inputs)> PrepareAsync(
        PlannedRun planned, IEnvironmentProvider manager, string runId, CancellationToken cancellationToken)
    {
        var logging = _recorder.LogParametersAsync(runId, planned.Binding.All, cancellationToken);
        try
        {
            var inputs = await new ProjectInputs(client).ResolveAsync(planned, runId, cancellationToken);
            var request = new EnvironmentRequest(
                planned.Project.Environment, planned.Copy.Folder, planned.Copy.Digest, options.Log)
            {
                ProjectName = planned.Project.Name,
                BuildImage = planned.Request.BuildImage,
                DockerArguments = planned.Request.DockerArguments,
                ProgramFolders = options.ProgramFolders,
                RecordedLock = planned.Request.RecordedLock,
            };
            var environment = await manager.PrepareAsync(request, cancellationToken);
            if (planned.Request.RecordedLock is { } recorded && recorded != environment.Lock)
            {
                options.Log("The environment is not that of the run: 'tracking runs diff' shows what differs.");
            }

            return (environment, inputs);
        }
        finally
        {
            await logging;
        }
    }

    /// <summary>Runs the program while its record is sent; one that cannot be sent ends the program.</summary>
    private static async Task<ProcessResult> WhileSendingAsync(
        Func<CancellationToken, Task> send,
        Func<CancellationToken, Task<ProcessResult>> run,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendOrStopAsync(send, stop);
        ProcessResult result;
        try
        {
            result = await run(stop.Token);
        }
        finally
        {
            // What it reads is deleted after this; a failure is told below, or the program's is worth more.
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            await sending;
        }

        return result;
    }

    private static async Task SendOrStopAsync(Func<CancellationToken, Task> send, CancellationTokenSource stop)
    {
        try
        {
            await send(stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
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

    private static RunStatus StatusOf(ProcessResult result) => result switch
    {
        { End: ProcessEnd.Cancelled } => RunStatus.Killed,
        { End: ProcessEnd.Exited, ExitCode: 0 } => RunStatus.Finished,
        _ => RunStatus.Failed,
    };
}
