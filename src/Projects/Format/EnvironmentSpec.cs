namespace Tracking.Projects.Format;

/// <summary>What the programs of a project need on the machine.</summary>
internal abstract record EnvironmentSpec
{
    private protected EnvironmentSpec()
    {
    }
}

/// <summary>Nothing beyond what the machine has.</summary>
internal sealed record SystemSpec : EnvironmentSpec;

/// <summary><c>python_env: python_env.yaml</c>.</summary>
/// <param name="File">Relative to the project.</param>
internal sealed record PythonSpec(string File) : EnvironmentSpec;

/// <summary><c>conda_env: conda.yaml</c>.</summary>
/// <param name="File">Relative to the project.</param>
internal sealed record CondaSpec(string File) : EnvironmentSpec;

/// <summary><c>docker_env: {image: …, volumes: […], environment: […]}</c>.</summary>
/// <param name="Image">With its tag.</param>
/// <param name="Volumes">As <c>docker run --volume</c> takes them.</param>
/// <param name="Variables">Name and value; a null value is copied from the caller's environment.</param>
internal sealed record DockerSpec(
    string Image,
    IReadOnlyList<string> Volumes,
    IReadOnlyList<KeyValuePair<string, string?>> Variables) : EnvironmentSpec;

/// <summary><c>dotnet_env: {project: Train.csproj, sdk: 10.0, framework: net10.0}</c>.</summary>
/// <param name="Project">A <c>.csproj</c> or a single <c>.cs</c> program, relative to the project.</param>
/// <param name="Sdk">The SDK's version or its beginning, such as <c>10.0</c>; null takes what is there.</param>
/// <param name="Framework">Such as <c>net10.0</c>; null takes the project's only one.</param>
internal sealed record DotnetSpec(string Project, string? Sdk, string? Framework) : EnvironmentSpec;
