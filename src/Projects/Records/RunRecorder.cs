using System.IO.Compression;
using System.Text.Json;
using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Records;

/// <summary>Keeps what a run of a project was made of, and how it ended, on the tracking server.</summary>
internal sealed class RunRecorder(TrackingClient client, ProjectRunnerOptions options)
{
    private const int ParamsPerBatch = 100;
    private const long SourceBytesMax = 64L << 20;

    /// <summary>A new run, or the one that the request names.</summary>
    public async Task<RunInfo> StartAsync(
        ProjectRunRequest request, IEnumerable<KeyValuePair<string, string>> tags, CancellationToken cancellationToken)
    {
        var runTags = tags.Select(tag => new RunTag { Key = tag.Key, Value = tag.Value }).ToList();
        if (request.RunId is { } runId)
        {
            await client.Runs.UpdateAsync(
                new UpdateRunRequest { RunId = runId, Status = RunStatus.Running }, cancellationToken);
            await client.Runs.LogBatchAsync(new LogBatchRequest { RunId = runId, Tags = runTags }, cancellationToken);
            return (await client.Runs.GetAsync(runId, cancellationToken)).Info!;
        }

        var run = await client.Runs.CreateAsync(
            new CreateRunRequest
            {
                ExperimentId = await ExperimentIdOfAsync(request, cancellationToken),
                UserId = Environment.UserName,
                RunName = request.RunName,
                StartTime = options.Time.GetUtcNow().ToUnixTimeMilliseconds(),
                Tags = runTags,
            },
            cancellationToken);
        return run.Info!;
    }

    /// <summary>The experiment of a new run, made if it is named and missing.</summary>
    public async Task<string> ExperimentIdOfAsync(ProjectRunRequest request, CancellationToken cancellationToken) =>
        request.ExperimentName is { } name
            ? (await client.Experiments.GetOrCreateAsync(name, cancellationToken)).ExperimentId!
            : request.ExperimentId ?? "0";

    public async Task LogParametersAsync(
        string runId, IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        foreach (var chunk in parameters.Chunk(ParamsPerBatch))
        {
            Param[] values = [.. chunk.Select(pair => new Param { Key = pair.Key, Value = pair.Value })];
            await client.Runs.LogBatchAsync(
                new LogBatchRequest { RunId = runId, Params = values }, cancellationToken);
        }
    }

    /// <summary>Writes the record, the changes since the commit or the sources themselves, and uploads them.</summary>
    public async Task KeepAsync(
        string runId,
        LaunchRecord record,
        WorkingCopy copy,
        string? environmentLock,
        CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tracking-record-").FullName;
        try
        {
            await using (var file = File.Create(Path.Join(folder, LaunchRecord.FileName)))
            {
                await JsonSerializer.SerializeAsync(file, record, RecordJson.Default.LaunchRecord, cancellationToken);
            }

            if (environmentLock is not null)
            {
                await File.WriteAllTextAsync(
                    Path.Join(folder, LaunchRecord.LockName), environmentLock, cancellationToken);
            }

            if (copy.Git is { Changes: { } changes })
            {
                await File.WriteAllTextAsync(Path.Join(folder, LaunchRecord.PatchName), changes, cancellationToken);
            }
            else if (copy.Git is null)
            {
                await ZipAsync(copy.Root, Path.Join(folder, LaunchRecord.SourceName), cancellationToken);
            }

            await client.Artifacts.UploadFolderAsync(runId, folder, LaunchRecord.ArtifactFolder, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Uploads the output and says how the run ended. Not cancelled: an end must be told.</summary>
    public async Task EndAsync(string runId, string outputFile, RunStatus status)
    {
        if (new FileInfo(outputFile) is { Exists: true, Length: > 0 })
        {
            await client.Artifacts.UploadFileAsync(
                runId, outputFile, LaunchRecord.ArtifactFolder, CancellationToken.None);
        }

        await client.Runs.UpdateAsync(
            new UpdateRunRequest
            {
                RunId = runId,
                Status = status,
                EndTime = options.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            CancellationToken.None);
    }

    /// <summary>The sources themselves, where no repository keeps them; large ones are left to their digest.</summary>
    private async Task ZipAsync(string folder, string file, CancellationToken cancellationToken)
    {
        var files = FolderCopy.FilesOf(folder);
        if (files.Sum(name => new FileInfo(Path.Join(folder, name)).Length) > SourceBytesMax)
        {
            options.Log(
                $"The project is larger than {SourceBytesMax >> 20} MB and outside git: its sources are not kept, so " +
                "this run cannot be repeated from its record.");
            return;
        }

        await using var zip = await ZipFile.OpenAsync(file, ZipArchiveMode.Create, cancellationToken);
        foreach (var name in files)
        {
            await zip.CreateEntryFromFileAsync(Path.Join(folder, name), name.Replace('\\', '/'), cancellationToken);
        }
    }
}
