using Tracking.Projects.Backends;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;
using Tracking.Projects.Pipelines.Running;
using Tracking.Projects.Records;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Execution;

/// <summary>A run whose sources are there and whose parameters are good; nothing of it changes any more.</summary>
/// <param name="Request">With what a repeated run recorded filled in.</param>
/// <param name="Copy">The project.</param>
/// <param name="Project">What its files say.</param>
/// <param name="EntryPoint">The one that runs.</param>
/// <param name="Binding">Its values.</param>
internal sealed record PlannedRun(
    ProjectRunRequest Request,
    WorkingCopy Copy,
    ProjectModel Project,
    EntryPoint EntryPoint,
    ParameterBinding Binding)
{
    /// <summary>Of a step of a workflow: what it must leave; null for a run of its own.</summary>
    public DueOutputs? Due { get; init; }

    /// <exception cref="ProjectException">The project or the parameters are no good.</exception>
    public static PlannedRun Of(ProjectRunRequest request, WorkingCopy copy, ProjectModel project)
    {
        var entryPoint = request.RecordedEntryPoint
            ?? ImplicitProject.EntryPointOf(project, copy.Folder, request.EntryPointOrMain);
        // Read now, before anything is started or recorded.
        _ = CommandTemplate.Of(entryPoint);
        return new PlannedRun(
            request, copy, project, entryPoint, ParameterBinding.Of(entryPoint, request.Parameters));
    }

    /// <summary>MLflow's tags for a run of a project.</summary>
    public IEnumerable<KeyValuePair<string, string>> Tags(string manager)
    {
        yield return new("mlflow.user", Environment.UserName);
        yield return new("mlflow.source.type", "PROJECT");
        yield return new("mlflow.source.name", Request.Uri);
        yield return new("mlflow.project.entryPoint", EntryPoint.Name);
        yield return new("mlflow.project.env", manager);
        yield return new("mlflow.project.backend", Request.Backend ?? LocalBackend.DefaultName);
        yield return new("tracking.project.digest", Copy.Digest);
        if (Copy.Git is not { } git)
        {
            yield break;
        }

        yield return new("mlflow.source.git.commit", git.Commit);
        yield return new("tracking.project.dirty", git.Changes is null ? "false" : "true");
        if (git.Branch is { } branch)
        {
            yield return new("mlflow.source.git.branch", branch);
        }

        if (git.RepositoryUrl is { } url)
        {
            yield return new("mlflow.source.git.repoURL", url);
        }
    }

    /// <summary>What the run keeps of itself.</summary>
    public LaunchRecord Record(string manager, string command) => new()
    {
        ProjectUri = Request.Uri,
        EntryPoint = EntryPoint.Name,
        // The command of a step may stand in a program, where nobody finds it later.
        StepEntryPoint = Due is null ? Request.RecordedEntryPoint : EntryPoint,
        IsWorkflowInCode = Due is null && Request.Workflow is not null,
        Parameters = Request.Parameters,
        EnvironmentManager = manager,
        SourceDigest = Copy.Digest,
        Command = command,
        Folder = Copy.Subfolder,
        GitCommit = Copy.Git?.Commit,
        GitRepositoryUrl = Copy.Git?.RepositoryUrl,
        GitLocalRepository = Copy.LocalRepository,
    };
}
