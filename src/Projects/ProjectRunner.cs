using Tracking.Client;
using Tracking.Projects.Backends;
using Tracking.Projects.Environments;
using Tracking.Projects.Execution;
using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Checks;
using Tracking.Projects.Pipelines.Definition;
using Tracking.Projects.Pipelines.Running;
using Tracking.Projects.Records;
using Tracking.Projects.Sources;

namespace Tracking.Projects;

/// <summary>
/// Runs projects in copies of their own and records each as a run from which anyone can repeat it. Safe for concurrent
/// use.
/// </summary>
public sealed class ProjectRunner
{
    private readonly TrackingClient _client;
    private readonly ProjectRunnerOptions _options;
    private readonly ProjectFetcher _fetcher;
    private readonly RecordedProject _recorded;
    private readonly EnvironmentCache _environments;
    private readonly ProjectBackends _backends;
    private readonly HandedOverExecution _handedOver;

    /// <summary>A runner for one tracking server.</summary>
    /// <param name="client">The server that keeps the runs; not disposed.</param>
    /// <param name="options">Where projects are run.</param>
    public ProjectRunner(TrackingClient client, ProjectRunnerOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        _client = client;
        _options = options;
        _fetcher = new ProjectFetcher(options.WorkFolder, client);
        _recorded = new RecordedProject(client, _fetcher);
        _environments = new EnvironmentCache(Path.Join(options.CacheFolder, "environments"), options.Time);
        _backends = new ProjectBackends(client, options);
        _handedOver = new HandedOverExecution(client, options, new EnvironmentProviders(_environments));
    }

    /// <summary>The environments that are kept for the next run, the last used first.</summary>
    public IReadOnlyList<CachedEnvironment> ListEnvironments() => _environments.List();

    /// <summary>Deletes the environments that no run asked for since; those that were deleted.</summary>
    /// <param name="unusedSince">Runs that are going on ask for theirs before they start.</param>
    public IReadOnlyList<CachedEnvironment> PruneEnvironments(DateTimeOffset unusedSince) =>
        _environments.Prune(unusedSince);

    /// <summary>
    /// Runs an entry point, or the steps of a workflow where the project has one and no entry point is named, to the
    /// end. A program that fails is a result; a project that cannot be run is an error.
    /// </summary>
    /// <param name="request">What to run.</param>
    /// <param name="cancellationToken">Ends the programs, gracefully first; the run is KILLED.</param>
    /// <exception cref="ProjectException">The project, its parameters or its environment are no good.</exception>
    /// <exception cref="TrackingClientException">The server refused or cannot be reached.</exception>
    public async Task<ProjectRunResult> RunAsync(
        ProjectRunRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        // What runs that were killed left behind goes away beside the work.
        var pruning = Task.Run(
            () => WorkFolder.Prune(_options.WorkFolder, JobFolder.All(_options.CacheFolder)), CancellationToken.None);
        try
        {
            return await FetchAndRunAsync(request, cancellationToken);
        }
        finally
        {
            await pruning;
        }
    }

    private async Task<ProjectRunResult> FetchAndRunAsync(
        ProjectRunRequest request, CancellationToken cancellationToken)
    {
        // Asked while the sources are fetched: a server or an experiment that is not there is told early.
        // On a thread of its own: the first use of the network costs as much time as the files do.
        var asking = Task.Run(() => WithExperimentAsync(request, cancellationToken), cancellationToken);
        if (RecordedProject.RunIdOf(request.Uri) is not { } runId)
        {
            var uri = ProjectUri.Parse(request.Uri);
            using var copy = await _fetcher.FetchAsync(uri, request.Version, cancellationToken);
            return await RunAsync(await asking, copy, cancellationToken);
        }

        var (record, recordedLock, same) = await _recorded.FetchAsync(runId, cancellationToken);
        using (same)
        {
            if (same.Digest != record.SourceDigest)
            {
                _options.Log("The sources are not the same as those of the run: its digest differs.");
            }

            if (record.IsWorkflowInCode && request is { Workflow: null, EntryPoint: null })
            {
                throw new ProjectException(
                    $"Run {runId} is a workflow that a program described, so its steps are in no file: run that " +
                    "program again, or repeat a single step by the id of its run.");
            }

            var repeated = AsRecorded(await asking, record) with { RecordedLock = recordedLock };
            return await RunAsync(repeated, same, cancellationToken);
        }
    }

    /// <summary>Carries out, in a job of a backend, the run that was handed over to it.</summary>
    /// <param name="jobFolder">What the process that handed it over wrote.</param>
    /// <param name="cancellationToken">Ends the program, gracefully first; the run is KILLED.</param>
    /// <exception cref="ProjectException">The folder is no job's, or its environment cannot be made.</exception>
    public Task<ProjectRunResult> RunJobAsync(string jobFolder, CancellationToken cancellationToken = default) =>
        _handedOver.RunAsync(new JobFolder(jobFolder), cancellationToken);

    /// <summary>
    /// Ends the run of a job that is over and cleans up after it, unless the process that handed it over still does.
    /// </summary>
    /// <param name="jobFolder">What that process wrote.</param>
    /// <param name="slurmJob">The job's number.</param>
    /// <param name="cancellationToken">Stops the waiting for that process.</param>
    public Task FinishJobAsync(string jobFolder, string slurmJob, CancellationToken cancellationToken = default) =>
        _handedOver.FinishAsync(new JobFolder(jobFolder), slurmJob, cancellationToken);

    private async Task<ProjectRunResult> RunAsync(
        ProjectRunRequest request, WorkingCopy copy, CancellationToken cancellationToken)
    {
        // Read before anything is recorded.
        _ = _backends.Choose(request.Backend);
        var project = await ImplicitProject.LoadAsync(copy.Folder, cancellationToken);
        foreach (var warning in project.Warnings)
        {
            _options.Log(warning);
        }

        var workflow = request.Workflow?.Model ?? project.Workflow;
        if (workflow is not null && request.EntryPoint is null or WorkflowModel.EntryPointName)
        {
            return await RunWorkflowAsync(request, project, workflow, copy, cancellationToken);
        }

        return request.Resume
            ? throw new ProjectException("Only a workflow can be resumed, and the project has none.")
            : await RunAsync(PlannedRun.Of(request, copy, project), cancellationToken);
    }

    private Task<ProjectRunResult> RunAsync(PlannedRun planned, CancellationToken cancellationToken) =>
        _backends.Choose(planned.Request.Backend).RunAsync(
            planned, ManagerFor(planned.Request, planned.Project), cancellationToken);

    private async Task<ProjectRunResult> RunWorkflowAsync(
        ProjectRunRequest request,
        ProjectModel project,
        WorkflowModel workflow,
        WorkingCopy copy,
        CancellationToken cancellationToken)
    {
        var planned = WorkflowCheck.Plan(
            project with { Name = project.Name ?? ProjectUri.Parse(request.Uri).Name }, workflow, copy.Folder);
        var start = new WorkflowStart(_client, _options, planned, ManagerFor(request, project).Name);
        return await start.RunAsync(
            request,
            copy,
            (step, options, token) => new ProjectRunner(_client, options).RunAsync(step, token),
            cancellationToken);
    }

    private IEnvironmentProvider ManagerFor(ProjectRunRequest request, ProjectModel project) =>
        new EnvironmentProviders(_environments).Choose(request.EnvironmentManager, project.Environment);

    /// <summary>With the id of an experiment that is there; one that is only named is made later.</summary>
    private async Task<ProjectRunRequest> WithExperimentAsync(
        ProjectRunRequest request, CancellationToken cancellationToken)
    {
        if (request.RunId is not null)
        {
            return request;
        }

        if (request.ExperimentName is null)
        {
            await _client.Experiments.GetAsync(request.ExperimentId ?? "0", cancellationToken);
            return request;
        }

        return await _client.Experiments.FindAsync(request.ExperimentName, cancellationToken)
            is { LifecycleStage: "active" } found
            ? request with { ExperimentName = null, ExperimentId = found.ExperimentId }
            : request;
    }

    /// <summary>What the request leaves open is as it was.</summary>
    private static ProjectRunRequest AsRecorded(ProjectRunRequest request, LaunchRecord record)
    {
        var parameters = new Dictionary<string, string>(record.Parameters);
        foreach (var (name, value) in request.Parameters)
        {
            parameters[name] = value;
        }

        return request with
        {
            Uri = record.ProjectUri,
            EntryPoint = request.EntryPoint ?? record.EntryPoint,
            RecordedEntryPoint = request.EntryPoint is null ? record.StepEntryPoint : null,
            EnvironmentManager = request.EnvironmentManager ?? record.EnvironmentManager,
            Parameters = parameters,
        };
    }
}
