using System.IO.Compression;
using System.Text.Json;
using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Inputs;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Records;

/// <summary>Keeps what a run of a project was made of, and how it ended, on the tracking server.</summary>
internal sealed class RunRecorder(TrackingClient client, ProjectRunnerOptions options)
{
    private const int ParamsPerBatch = 100;
    private const long SourceBytesMax = 64L << 20;

    /// <summary>A new run, or the one that the request names.</summary>
    public async Task<RunInfo> StartAsync(
        ProjectRunRequest request,
        IEnumerable<KeyValuePair<string, string>> tags,
        RunStatus status,
        CancellationToken cancellationToken)
    {
        var runTags = tags.Select(tag => new RunTag { Key = tag.Key, Value = tag.Value }).ToList();
        if (request.RunId is { } runId)
        {
            var existing = await client.Runs.UpdateAsync(
                new UpdateRunRequest { RunId = runId, Status = status }, cancellationToken);
            await client.Runs.LogBatchAsync(new LogBatchRequest { RunId = runId, Tags = runTags }, cancellationToken);
            return existing;
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
        return status == RunStatus.Running
            ? run.Info!
            : await client.Runs.UpdateAsync(
                new UpdateRunRequest { RunId = run.Info!.RunId, Status = status }, cancellationToken);
    }

    /// <summary>The work's result; if it fails, the run has failed too, or is KILLED when it was cancelled.</summary>
    public async Task<T> EndingOnFailureAsync<T>(string runId, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error)
        {
            await EndAsync(
                runId, null, error is OperationCanceledException ? RunStatus.Killed : RunStatus.Failed);
            throw;
        }
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

    /// <summary>The files that the run read, as datasets of the run.</summary>
    private Task LogInputsAsync(
        string runId, IReadOnlyList<ProjectInput> inputs, CancellationToken cancellationToken) => inputs.Count == 0
        ? Task.CompletedTask
        : client.Runs.LogInputsAsync(
            new LogInputsRequest { RunId = runId, Datasets = [.. inputs.Select(DatasetOf)] }, cancellationToken);

    public Task TagAsync(
        string runId, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken) =>
        tags.Count == 0 ? Task.CompletedTask : client.Runs.LogBatchAsync(
            new LogBatchRequest
            {
                RunId = runId,
                Tags = [.. tags.Select(tag => new RunTag { Key = tag.Key, Value = tag.Value })],
            },
            cancellationToken);

    /// <summary>Writes the changes since the commit or the sources themselves; the record is added later.</summary>
    public async Task<RecordFolder> WriteSourcesAsync(WorkingCopy copy, CancellationToken cancellationToken)
    {
        var folder = new RecordFolder();
        try
        {
            if (copy.Git is { Changes: { } changes })
            {
                await File.WriteAllTextAsync(folder[LaunchRecord.PatchName], changes, cancellationToken);
            }
            else if (copy.Git is null)
            {
                await ZipAsync(copy.Root, folder[LaunchRecord.SourceName], cancellationToken);
            }

            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Adds the record to the sources.</summary>
    public static async Task AddAsync(
        RecordFolder folder, LaunchRecord record, string? environmentLock, CancellationToken cancellationToken)
    {
        await using (var file = File.Create(folder[LaunchRecord.FileName]))
        {
            await JsonSerializer.SerializeAsync(file, record, RecordJson.Default.LaunchRecord, cancellationToken);
        }

        if (environmentLock is not null)
        {
            await File.WriteAllTextAsync(folder[LaunchRecord.LockName], environmentLock, cancellationToken);
        }
    }

    /// <summary>Writes and sends.</summary>
    public async Task KeepAsync(
        string runId,
        LaunchRecord record,
        WorkingCopy copy,
        string? environmentLock,
        CancellationToken cancellationToken)
    {
        using var records = await WriteSourcesAsync(copy, cancellationToken);
        await AddAsync(records, record, environmentLock, cancellationToken);
        await SendAsync(runId, records, [], [], cancellationToken);
    }

    /// <summary>Sends what was written, and what else the run keeps of itself.</summary>
    public async Task SendAsync(
        string runId,
        RecordFolder records,
        IReadOnlyList<KeyValuePair<string, string>> tags,
        IReadOnlyList<ProjectInput> inputs,
        CancellationToken cancellationToken)
    {
        await TagAsync(runId, tags, cancellationToken);
        await LogInputsAsync(runId, inputs, cancellationToken);
        await client.Artifacts.UploadFolderAsync(
            runId, records.Path, LaunchRecord.ArtifactFolder, cancellationToken);
    }

    /// <summary>Uploads the output and says how the run ended. Not cancelled: an end must be told.</summary>
    public async Task EndAsync(string runId, string? outputFile, RunStatus status)
    {
        if (outputFile is not null && new FileInfo(outputFile) is { Exists: true, Length: > 0 })
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

    private static DatasetInput DatasetOf(ProjectInput input) => new()
    {
        Tags = [new InputTag { Key = "mlflow.data.context", Value = input.Parameter }],
        Dataset = new Dataset
        {
            Name = Path.GetFileName(input.Path.TrimEnd(Path.DirectorySeparatorChar)),
            // MLflow's clients keep at most 36 characters.
            Digest = input.Digest is { } digest ? digest[..32] : "unknown",
            SourceType = "local",
            Source = JsonSerializer.Serialize(
                new Dictionary<string, string> { ["uri"] = input.IsDownloaded ? input.Value : input.Path },
                RecordJson.Default.DictionaryStringString),
        },
    };

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
