using System.Text.Json;
using Tracking.Client;
using Tracking.Projects.Execution;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Records;

/// <summary>Finds what a run recorded, and makes the same project of it again.</summary>
internal sealed class RecordedProject(TrackingClient client, ProjectFetcher fetcher)
{
    /// <summary>The run's id in <c>runs:/run_id</c>; null for anything else.</summary>
    public static string? RunIdOf(string uri) =>
        uri.StartsWith("runs:/", StringComparison.Ordinal)
            && uri["runs:/".Length..].Trim('/') is { Length: > 0 } rest
            && !rest.Contains('/', StringComparison.Ordinal)
            ? rest
            : null;

    /// <summary>
    /// The record, what the environment held, and the project at the same commit, with the same changes.
    /// </summary>
    /// <exception cref="ProjectException">The run kept no record, or its sources are gone.</exception>
    public async Task<(LaunchRecord Record, string? Lock, WorkingCopy Copy)> FetchAsync(
        string runId, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tracking-record-").FullName;
        try
        {
            var artifacts = await DownloadAsync(runId, folder, cancellationToken);
            var record = await ReadAsync(runId, artifacts, cancellationToken);
            var lockFile = Path.Join(artifacts, LaunchRecord.LockName);
            var recordedLock = File.Exists(lockFile)
                ? await File.ReadAllTextAsync(lockFile, cancellationToken)
                : null;
            return (record, recordedLock, await FetchAsync(record, artifacts, cancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> DownloadAsync(string runId, string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Artifacts.DownloadAsync(
                runId, LaunchRecord.ArtifactFolder, folder, cancellationToken);
        }
        catch (TrackingClientException error)
        {
            throw Unrepeatable(runId, error);
        }
    }

    private static async Task<LaunchRecord> ReadAsync(
        string runId, string artifacts, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(Path.Join(artifacts, LaunchRecord.FileName));
            return await JsonSerializer.DeserializeAsync(file, RecordJson.Default.LaunchRecord, cancellationToken)
                ?? throw new JsonException("it is null");
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw Unrepeatable(runId, error);
        }
    }

    private static ProjectException Unrepeatable(string runId, Exception error) =>
        new($"The run '{runId}' cannot be repeated: it has no readable " +
            $"{LaunchRecord.ArtifactFolder}/{LaunchRecord.FileName} ({error.Message}).", error);

    private async Task<WorkingCopy> FetchAsync(
        LaunchRecord record, string artifacts, CancellationToken cancellationToken)
    {
        if (record.GitCommit is { } commit)
        {
            var uri = await RepositoryAsync(record, cancellationToken);
            var copy = await fetcher.FetchAsync(uri, commit, cancellationToken);
            try
            {
                var patch = Path.Join(artifacts, LaunchRecord.PatchName);
                return File.Exists(patch) ? await ApplyAsync(copy, patch, cancellationToken) : copy;
            }
            catch
            {
                copy.Dispose();
                throw;
            }
        }

        var archive = Path.Join(artifacts, LaunchRecord.SourceName);
        return File.Exists(archive)
            ? await fetcher.FetchAsync(
                new ProjectUri(ProjectUriKind.Zip, archive, record.Folder), null, cancellationToken)
            : throw new ProjectException(
                "The run cannot be repeated: it was started outside git and kept no sources.");
    }

    private static async Task<WorkingCopy> ApplyAsync(
        WorkingCopy copy, string patch, CancellationToken cancellationToken)
    {
        await Tool.RunAsync(
            copy.Root, "apply the changes that the run had", ["git", "apply", "--whitespace=nowarn", patch],
            cancellationToken);
        var digest = await FolderCopy.CopyAsync(copy.Root, null, FolderCopy.FilesOf(copy.Root), cancellationToken);
        var repository = await GitRepository.FindAsync(copy.Root, cancellationToken);
        return new WorkingCopy(copy.Root, copy.Subfolder, digest)
        {
            Git = repository is null ? null : await repository.StateAsync(cancellationToken),
            Held = copy.Held,
        };
    }

    /// <summary>The work tree of the first run where it still has the commit, else the remote.</summary>
    private static async Task<ProjectUri> RepositoryAsync(LaunchRecord record, CancellationToken cancellationToken)
    {
        if (record.GitLocalRepository is { } local && Directory.Exists(Path.Join(local, ".git")))
        {
            try
            {
                await Tool.RunAsync(
                    local, "find the commit", ["git", "cat-file", "-e", record.GitCommit + "^{commit}"],
                    cancellationToken);
                return new ProjectUri(ProjectUriKind.Git, local, record.Folder);
            }
            catch (ProjectException) when (record.GitRepositoryUrl is not null)
            {
                // The commit may still be at the remote.
            }
        }

        return record.GitRepositoryUrl is { } url
            ? new ProjectUri(ProjectUriKind.Git, url, record.Folder)
            : throw new ProjectException(
                $"The run cannot be repeated: its repository {record.GitLocalRepository} is not on this machine.");
    }
}
