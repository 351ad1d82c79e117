using Tracking.Projects.Execution;

namespace Tracking.Projects.Environments;

/// <summary>Images by docker's command line.</summary>
/// <param name="programFolders">Where docker is looked for first.</param>
internal sealed class DockerImages(IReadOnlyList<string> programFolders)
{
    /// <summary>Where MLflow's images expect the project.</summary>
    public const string FolderInside = "/mlflow/projects/code";

    /// <summary>docker itself.</summary>
    /// <exception cref="ProjectException">It is not installed; the message says how to get it.</exception>
    public string Program { get; } = ProgramSearch.Require(
        "docker", "install Docker (apt-get install docker.io), or choose --env-manager local", programFolders);

    /// <summary>An image of this machine, fetched if it is not here.</summary>
    public async Task<DockerImage> GetAsync(string image, Action<string> log, CancellationToken cancellationToken)
    {
        try
        {
            return await InspectAsync(image, cancellationToken);
        }
        catch (ProjectException)
        {
            log($"fetching the image {image}");
            await RunAsync($"fetch the image '{image}'", cancellationToken, "pull", "--quiet", image);
            return await InspectAsync(image, cancellationToken);
        }
    }

    /// <summary>A new image of another one and a project's files.</summary>
    /// <param name="from">The other image.</param>
    /// <param name="name">Of the new one, with its tag.</param>
    /// <param name="folder">The project.</param>
    /// <param name="cancellationToken">Stops the building.</param>
    public async Task<DockerImage> BuildAsync(
        string from, string name, string folder, CancellationToken cancellationToken)
    {
        // Outside the project, so that it is not a part of the image.
        var place = Directory.CreateTempSubdirectory("tracking-image-").FullName;
        try
        {
            var file = Path.Join(place, "Dockerfile");
            await File.WriteAllTextAsync(
                file, $"FROM {from}\nCOPY . {FolderInside}/\nWORKDIR {FolderInside}/\n", cancellationToken);
            await RunAsync(
                $"build the image '{name}'", cancellationToken,
                "build", "--quiet", "--tag", name, "--file", file, folder);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }

        return await InspectAsync(name, cancellationToken);
    }

    /// <summary>Sends an image to its registry; its address there, by content.</summary>
    public async Task<string> PushAsync(string name, CancellationToken cancellationToken)
    {
        await RunAsync($"push the image '{name}'", cancellationToken, "push", "--quiet", name);
        var digest = await RunAsync(
            $"find the digest of '{name}'", cancellationToken,
            "image", "inspect", "--format", "{{index .RepoDigests 0}}", name);
        return digest.Trim();
    }

    /// <summary>The name for an image of a project: a repository and what its files are.</summary>
    public static string NameOf(string repository, string digest) => $"{repository}:{digest[..12]}";

    private async Task<DockerImage> InspectAsync(string image, CancellationToken cancellationToken) => new(
        image,
        (await RunAsync(
            $"look at the image '{image}'", cancellationToken, "image", "inspect", "--format", "{{.Id}}", image))
            .Trim());

    private Task<string> RunAsync(string purpose, CancellationToken cancellationToken, params string[] arguments) =>
        Tool.RunAsync(Environment.CurrentDirectory, purpose, [Program, .. arguments], cancellationToken);
}

/// <summary>An image of this machine.</summary>
/// <param name="Name">With its tag.</param>
/// <param name="Id">The digest of its configuration.</param>
internal sealed record DockerImage(string Name, string Id)
{
    /// <summary>MLflow's tags for a run in it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags =>
        [new("mlflow.docker.image.uri", Name), new("mlflow.docker.image.id", Id)];

    /// <summary>For the record.</summary>
    public string Lock => $"image: {Name}\nid: {Id}\n";
}
