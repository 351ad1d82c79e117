using Tracking.Artifacts;
using Tracking.Client.Internal.Artifacts;
using Tracking.Client.Internal.Transport;
using Tracking.Client.Runs;
using Tracking.Contracts;
using Tracking.Contracts.Artifacts;

namespace Tracking.Client.Artifacts;

/// <summary>
/// Files of runs, through the server's proxy or straight to a folder that this machine shares with it. A server's
/// refusal is a <see cref="TrackingClientException"/>, a bad path an <see cref="InvalidArtifactPathException"/>.
/// </summary>
public sealed class ArtifactsClient
{
    private readonly Api _api;
    private readonly RunsClient _runs;
    private readonly ArtifactLocations _locations;
    private readonly ArtifactTransfer _transfer;

    internal ArtifactsClient(Api api, RunsClient runs, ArtifactLocations locations, ArtifactTransfer transfer)
    {
        _api = api;
        _runs = runs;
        _locations = locations;
        _transfer = transfer;
    }

    /// <summary>Direct children of a folder of a run, by their paths below the run's root, page by page.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="folder">The root by default; a file or a missing folder has no children.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<ArtifactFile> ListAsync(
        string runId,
        string? folder = null,
        CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<ArtifactFile>(
            async (token, cancel) =>
            {
                var request = new ListArtifactsRequest { RunId = runId, Path = folder, PageToken = token };
                var answer = await _api.SendAsync(Routes.Artifacts.List, request, cancel);
                return new(answer.Files, answer.NextPageToken);
            },
            cancellationToken);

    /// <summary>Uploads a file under its own name.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="file">On this machine.</param>
    /// <param name="folder">Where to put it; the run's root by default.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public Task UploadFileAsync(
        string runId,
        string file,
        string? folder = null,
        CancellationToken cancellationToken = default) =>
        UploadFileAsync(runId, file, folder, new TransferOptions(), cancellationToken);

    /// <summary>
    /// Uploads a file under its own name, with options. A large one that breaks off goes on in parts.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="file">On this machine.</param>
    /// <param name="folder">Where to put it; null for the run's root.</param>
    /// <param name="options">Such as who is told how far it is.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public async Task UploadFileAsync(
        string runId,
        string file,
        string? folder,
        TransferOptions options,
        CancellationToken cancellationToken = default)
    {
        var path = ArtifactPath.Parse(folder).Append(Path.GetFileName(file));
        var location = await LocateAsync(runId, cancellationToken);
        await ArtifactTransfer.UploadFileAsync(location, file, path, MeterOf(options), cancellationToken);
    }

    /// <summary>Uploads all files below a folder of this machine; links to other folders are left out.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="sourceFolder">On this machine.</param>
    /// <param name="folder">Where to put its content; the run's root by default.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public Task UploadFolderAsync(
        string runId,
        string sourceFolder,
        string? folder = null,
        CancellationToken cancellationToken = default) =>
        UploadFolderAsync(runId, sourceFolder, folder, new TransferOptions(), cancellationToken);

    /// <summary>Uploads all files below a folder, with options.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="sourceFolder">On this machine; links to other folders are left out.</param>
    /// <param name="folder">Where to put its content; null for the run's root.</param>
    /// <param name="options">Such as who is told how far it is.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public async Task UploadFolderAsync(
        string runId,
        string sourceFolder,
        string? folder,
        TransferOptions options,
        CancellationToken cancellationToken = default)
    {
        var location = await LocateAsync(runId, cancellationToken);
        var upload = new FolderUpload(ArtifactPath.Parse(folder), static _ => false, MeterOf(options), null);
        await _transfer.UploadFolderAsync(location, sourceFolder, upload, cancellationToken);
    }

    /// <summary>Downloads a file or a folder of a run. It appears whole or not at all.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">A file or a folder; null for everything.</param>
    /// <param name="targetFolder">Must not exist yet, or be empty.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The full path of the folder, or of the file in it.</returns>
    public Task<string> DownloadAsync(
        string runId,
        string? path,
        string targetFolder,
        CancellationToken cancellationToken = default) =>
        DownloadAsync(runId, path, targetFolder, new TransferOptions(), cancellationToken);

    /// <summary>
    /// As the other overload, with options. What a break leaves lies beside the target, in a folder with
    /// <c>.part</c> behind its name; the next download of the same to the same target goes on with it.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">A file or a folder; null for everything.</param>
    /// <param name="targetFolder">Must not exist yet, or be empty.</param>
    /// <param name="options">Such as who is told how far it is.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The full path of the folder, or of the file in it.</returns>
    public async Task<string> DownloadAsync(
        string runId,
        string? path,
        string targetFolder,
        TransferOptions options,
        CancellationToken cancellationToken = default)
    {
        var location = await LocateAsync(runId, cancellationToken);
        return await _transfer.DownloadAsync(
            location, ArtifactPath.Parse(path), targetFolder, MeterOf(options), cancellationToken);
    }

    private static TransferMeter MeterOf(TransferOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TransferMeter(options.Progress);
    }

    /// <summary>
    /// Removes a file, or a folder with all below it; one that is not there is no error. Files of ended runs too: what
    /// is removed cannot be brought back.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">A file or a folder; not the root.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task DeleteAsync(string runId, string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var location = await LocateAsync(runId, cancellationToken);
        await location.DeleteAsync(ArtifactPath.Parse(path), cancellationToken);
    }

    /// <summary>
    /// A URL at which a file of a run can be PUT without credentials, where the server's artifacts lie in a bucket.
    /// </summary>
    /// <param name="request">The run, the path below its root, and for how many seconds.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<CreatePresignedUploadUrlResponse> CreateUploadUrlAsync(
        CreatePresignedUploadUrlRequest request, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Artifacts.CreatePresignedUploadUrl, request, cancellationToken);

    private async Task<IArtifactLocation> LocateAsync(string runId, CancellationToken cancellationToken)
    {
        var run = await _runs.GetAsync(runId, cancellationToken);
        return _locations.Open(Api.Required(run.Info?.ArtifactUri, "artifact_uri"));
    }
}
