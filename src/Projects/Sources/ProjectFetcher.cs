using System.IO.Compression;
using Tracking.Client;
using Tracking.Projects.Execution;

namespace Tracking.Projects.Sources;

/// <summary>Fetches projects into working copies.</summary>
/// <param name="workFolder">Where working copies lie.</param>
/// <param name="client">For projects that are artifacts.</param>
internal sealed class ProjectFetcher(string workFolder, TrackingClient client)
{
    /// <param name="uri">What to fetch.</param>
    /// <param name="version">A branch, tag or commit of a git project; null is its default branch, or what is checked
    /// out in a local folder.</param>
    /// <param name="cancellationToken">Stops; nothing is left.</param>
    /// <exception cref="ProjectException">It is not there, or has no such version.</exception>
    public async Task<WorkingCopy> FetchAsync(ProjectUri uri, string? version, CancellationToken cancellationToken)
    {
        var target = WorkFolder.Create(workFolder);
        try
        {
            var copy = await FetchIntoAsync(target.Path, uri, version, cancellationToken);
            copy.Held = target;
            return copy;
        }
        catch
        {
            target.Dispose();
            WorkFolder.Delete(target.Path);
            throw;
        }
    }

    private Task<WorkingCopy> FetchIntoAsync(
        string target, ProjectUri uri, string? version, CancellationToken cancellationToken)
    {
        if (uri.Kind == ProjectUriKind.Git)
        {
            return CloneAsync(target, uri, version, cancellationToken);
        }

        if (version is not null)
        {
            // A local repository at some version is cloned as a remote one would be.
            return uri.Kind == ProjectUriKind.Folder && Directory.Exists(Path.Join(uri.Location, ".git"))
                ? CloneAsync(target, uri with { Location = Path.GetFullPath(uri.Location) }, version, cancellationToken)
                : throw new ProjectException($"A version can be chosen for git projects only, and '{uri}' is none.");
        }

        return uri.Kind switch
        {
            ProjectUriKind.Zip => UnzipAsync(target, uri, cancellationToken),
            ProjectUriKind.Artifact => DownloadAsync(target, uri, cancellationToken),
            _ => CopyAsync(target, uri, cancellationToken),
        };
    }

    private static async Task<WorkingCopy> CopyAsync(
        string target, ProjectUri uri, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(uri.Location);
        if (!Directory.Exists(folder))
        {
            throw new ProjectException($"The project folder '{uri.Location}' does not exist.");
        }

        if (await GitRepository.FindAsync(folder, cancellationToken) is not { } repository)
        {
            var digest = await FolderCopy.CopyAsync(folder, target, FolderCopy.FilesOf(folder), cancellationToken);
            return new WorkingCopy(target, uri.Subfolder, digest);
        }

        // The whole repository: builds look for files above their folder.
        var state = repository.StateAsync(cancellationToken);
        var files = await repository.FilesAsync(cancellationToken);
        var below = Path.GetRelativePath(repository.Root, Path.Join(folder, uri.Subfolder));
        return new WorkingCopy(
            target,
            below == "." ? "" : below,
            await FolderCopy.CopyAsync(repository.Root, target, files, cancellationToken))
        {
            Git = await state,
            LocalRepository = repository.Root,
        };
    }

    private static async Task<WorkingCopy> CloneAsync(
        string target, ProjectUri uri, string? version, CancellationToken cancellationToken)
    {
        ProgramSearch.Require("git", "install git to run projects from repositories");
        await Tool.RunAsync(
            target, $"clone '{uri.Location}'",
            ["git", "clone", "--quiet", "--recurse-submodules", "--", uri.Location, "."], cancellationToken);
        if (version is not null)
        {
            await CheckOutAsync(target, uri, version, cancellationToken);
        }

        var repository = await GitRepository.FindAsync(target, cancellationToken)
            ?? throw new ProjectException($"The git repository '{uri.Location}' has no commit.");
        var state = await repository.StateAsync(cancellationToken);
        var digest = await FolderCopy.CopyAsync(target, null, FolderCopy.FilesOf(target), cancellationToken);
        return new WorkingCopy(target, uri.Subfolder, digest)
        {
            Git = state with { RepositoryUrl = state.RepositoryUrl ?? uri.Location },
        };
    }

    private static async Task CheckOutAsync(
        string target, ProjectUri uri, string version, CancellationToken cancellationToken)
    {
        try
        {
            if (version.StartsWith('-'))
            {
                throw new ProjectException("a version does not begin with '-'");
            }

            await Tool.RunAsync(
                target, "check it out", ["git", "checkout", "--quiet", version, "--"], cancellationToken);
        }
        catch (ProjectException error)
        {
            throw new ProjectException(
                $"Unable to checkout version '{version}' of git repo {uri.Location} - please ensure that the version " +
                "exists in the repo.",
                error);
        }

        await Tool.RunAsync(
            target, "get its submodules",
            ["git", "submodule", "--quiet", "update", "--init", "--recursive"], cancellationToken);
    }

    private static async Task<WorkingCopy> UnzipAsync(
        string target, ProjectUri uri, CancellationToken cancellationToken)
    {
        if (!File.Exists(uri.Location))
        {
            throw new ProjectException($"The project file '{uri.Location}' does not exist.");
        }

        try
        {
            await ZipFile.ExtractToDirectoryAsync(uri.Location, target, cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new ProjectException($"The project file '{uri.Location}' cannot be unpacked: {error.Message}", error);
        }

        var digest = await FolderCopy.CopyAsync(target, null, FolderCopy.FilesOf(target), cancellationToken);
        return new WorkingCopy(target, uri.Subfolder, digest);
    }

    private async Task<WorkingCopy> DownloadAsync(
        string target, ProjectUri uri, CancellationToken cancellationToken)
    {
        var rest = uri.Location["runs:/".Length..].Split('/', 2);
        if (!uri.Location.StartsWith("runs:/", StringComparison.Ordinal) || rest is not [_, { Length: > 0 } path])
        {
            throw new ProjectException($"'{uri.Location}' names no artifact: expected runs:/run_id/path.");
        }

        try
        {
            var downloaded = await client.Artifacts.DownloadAsync(rest[0], path, target, cancellationToken);
            if (File.Exists(downloaded) && downloaded.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            {
                await ZipFile.ExtractToDirectoryAsync(downloaded, target, cancellationToken);
                File.Delete(downloaded);
                downloaded = target;
            }

            var files = FolderCopy.FilesOf(downloaded);
            var digest = await FolderCopy.CopyAsync(downloaded, null, files, cancellationToken);
            var below = Path.GetRelativePath(target, Path.Join(downloaded, uri.Subfolder));
            return new WorkingCopy(target, below == "." ? "" : below, digest);
        }
        catch (TrackingClientException error)
        {
            throw new ProjectException($"The project '{uri.Location}' cannot be downloaded: {error.Message}", error);
        }
    }
}
