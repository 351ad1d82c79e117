using Tracking.Projects.Format;

namespace Tracking.Projects.Environments;

/// <summary>Makes environments of one kind ready. Chosen by name, or by what the project asks for.</summary>
internal interface IEnvironmentProvider
{
    /// <summary>As <c>--env-manager</c> has it.</summary>
    string Name { get; }

    /// <summary>Whether it is the one that such a project gets by default.</summary>
    bool IsDefaultFor(EnvironmentSpec spec);

    /// <exception cref="ProjectException">Something is not installed, or the environment could not be made.</exception>
    Task<PreparedEnvironment> PrepareAsync(EnvironmentRequest request, CancellationToken cancellationToken);
}

/// <summary>What an environment is made for.</summary>
/// <param name="Spec">What the project asks for.</param>
/// <param name="Folder">The project's folder in the working copy.</param>
/// <param name="Digest">Of the working copy's content.</param>
/// <param name="Log">Is told what takes time.</param>
internal sealed record EnvironmentRequest(EnvironmentSpec Spec, string Folder, string Digest, Action<string> Log)
{
    /// <summary>What the environment of a run that is repeated held; null for a new run.</summary>
    public string? RecordedLock { get; init; }

    /// <summary>For the name of an image; null for a project that has none.</summary>
    public string? ProjectName { get; init; }

    /// <inheritdoc cref="ProjectRunRequest.BuildImage"/>
    public bool BuildImage { get; init; }

    /// <inheritdoc cref="ProjectRunRequest.DockerArguments"/>
    public IReadOnlyList<KeyValuePair<string, string?>> DockerArguments { get; init; } = [];

    /// <inheritdoc cref="ProjectRunnerOptions.ProgramFolders"/>
    public IReadOnlyList<string> ProgramFolders { get; init; } = [];
}
