using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tracking.Artifacts;
using Tracking.Client.Internal.Artifacts;
using Tracking.Client.Internal.Delivery;
using Tracking.Client.Internal.Runs;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts.Registry;
using Tracking.Contracts.Runs;
using Tracking.Models.Format;

namespace Tracking.Client.Runs;

/// <summary>
/// A run that is under way. Disposing it ends it: FINISHED, or FAILED when an exception leaves its <c>await using</c>
/// block (KILLED for a cancellation). Safe for concurrent use. Server refusals are
/// <see cref="TrackingClientException"/>s.
/// </summary>
public sealed partial class ActiveRun : IAsyncDisposable
{
    private readonly RunServices _services;
    private readonly RunInfo _info;
    private readonly RunEnding _ending;
    private readonly RunSpool _spool;
    private readonly ModelLogging _models;

    internal ActiveRun(RunServices services, RunInfo info)
    {
        _services = services;
        _info = info;
        Id = Api.Required(info.RunId, "run_id");
        _spool = services.Spools.Open(services, info);
        _models = new ModelLogging(services);
        var heartbeats = _spool.IsOffline
            ? services.Options with { HeartbeatInterval = TimeSpan.Zero }
            : services.Options;
        _ending = new RunEnding(services, Id, _spool, new HeartbeatSender(services.Api, heartbeats, Id));
    }

    /// <summary>The run's id: 32 hex digits.</summary>
    public string Id { get; }

    /// <summary>The run's name; the server's choice unless one was given.</summary>
    public string Name => _info.RunName ?? "";

    /// <summary>The experiment's id.</summary>
    public string ExperimentId => _info.ExperimentId ?? "";

    /// <summary>Where the run's artifacts are.</summary>
    public string ArtifactUri => _info.ArtifactUri ?? "";

    /// <summary>Writes a text as an artifact.</summary>
    /// <param name="text">Stored as UTF-8.</param>
    /// <param name="artifactFile">Where, such as <c>notes/readme.txt</c>.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public Task LogTextAsync(string text, string artifactFile, CancellationToken cancellationToken = default) =>
        UploadAsync(Encoding.UTF8.GetBytes(text), artifactFile, cancellationToken);

    /// <summary>Writes a JSON tree as an artifact.</summary>
    /// <param name="json">The tree.</param>
    /// <param name="artifactFile">Where, such as <c>confusion.json</c>.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public Task LogJsonAsync(JsonNode json, string artifactFile, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(json);
        return LogTextAsync(json.ToJsonString(), artifactFile, cancellationToken);
    }

    /// <summary>Writes a value as JSON.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">How it is written, from a source-generated context.</param>
    /// <param name="artifactFile">Where, such as <c>confusion.json</c>.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    public Task LogJsonAsync<T>(
        T value,
        JsonTypeInfo<T> type,
        string artifactFile,
        CancellationToken cancellationToken = default) =>
        UploadAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), artifactFile, cancellationToken);

    /// <summary>Uploads a file under its own name.</summary>
    /// <param name="file">On this machine.</param>
    /// <param name="artifactFolder">Where to put it; the run's root by default.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public async Task LogArtifactAsync(
        string file, string? artifactFolder = null, CancellationToken cancellationToken = default)
    {
        var path = ArtifactPath.Parse(artifactFolder).Append(Path.GetFileName(file));
        if (await IsKeptAsync(cancellationToken))
            _spool.LogFile(path.Value, file);
        else
            await ArtifactTransfer.UploadFileAsync(Location(), file, path, cancellationToken);
    }

    /// <summary>Uploads all files below a folder.</summary>
    /// <param name="folder">On this machine; links to other folders are left out.</param>
    /// <param name="artifactFolder">Where to put its content; the run's root by default.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public async Task LogArtifactsAsync(
        string folder, string? artifactFolder = null, CancellationToken cancellationToken = default)
    {
        var target = ArtifactPath.Parse(artifactFolder);
        if (!await IsKeptAsync(cancellationToken))
            await _services.Transfer.UploadFolderAsync(Location(), folder, target, _ => false, cancellationToken);
        else
            foreach (var file in LocalFiles.Below(folder))
                _spool.LogFile(target.Append(file).Value, Path.Join(folder, file));
    }

    /// <summary>Logs a model folder, and registers it if a registered model is named.</summary>
    /// <param name="folder">A folder with an MLmodel file.</param>
    /// <param name="name">The model's name in the run; none of / : . % " '.</param>
    /// <param name="registeredModelName">
    /// A registered model that gets a version, created if missing; none by default.
    /// </param>
    /// <param name="cancellationToken">Cancels the upload; the model is then marked UPLOAD_FAILED.</param>
    /// <exception cref="ModelLoadException">The folder is no complete model.</exception>
    public async Task<LoggedModelReference> LogModelAsync(
        ModelDirectory folder,
        string name,
        string? registeredModelName = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var model = await Online()._models.LogAsync(_info, folder, name, cancellationToken);
        return registeredModelName is null
            ? model
            : model with { Version = await RegisterModelAsync(model, registeredModelName, cancellationToken) };
    }

    /// <summary>As the other overload, from a folder's path.</summary>
    /// <param name="folder">A folder with an MLmodel file.</param>
    /// <param name="name">The model's name in the run; none of / : . % " '.</param>
    /// <param name="registeredModelName">
    /// A registered model that gets a version, created if missing; none by default.
    /// </param>
    /// <param name="cancellationToken">Cancels the upload; the model is then marked UPLOAD_FAILED.</param>
    /// <exception cref="ModelLoadException">The folder is no complete model.</exception>
    public async Task<LoggedModelReference> LogModelAsync(
        string folder,
        string name,
        string? registeredModelName = null,
        CancellationToken cancellationToken = default) =>
        await LogModelAsync(
            await ModelDirectory.OpenAsync(folder, cancellationToken), name, registeredModelName, cancellationToken);

    /// <summary>Makes a logged model the next version of a registered one, which is created if missing.</summary>
    /// <param name="model">What <c>LogModelAsync</c> gave.</param>
    /// <param name="registeredModelName">The registered model.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public Task<ModelVersion> RegisterModelAsync(
        LoggedModelReference model,
        string registeredModelName,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _models.RegisterAsync(model, registeredModelName, cancellationToken);
    }

    /// <summary>Points an alias to a registered version.</summary>
    /// <param name="version">What <see cref="RegisterModelAsync"/> gave.</param>
    /// <param name="alias">Such as <c>champion</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetAliasAsync(ModelVersion version, string alias, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        return _services.Client.RegisteredModels.SetAliasAsync(
            version.Name!, alias, version.Version!, cancellationToken: cancellationToken);
    }

    /// <summary>
    /// Ends the run, after everything that it logged. Waits for the server for <c>SpoolOptions.Patience</c>; what it
    /// has not got by then, the end included, stays in the spool. A second call, and the disposal after it, do nothing.
    /// </summary>
    /// <param name="status">FINISHED by default; a run of which something is lost is FAILED then.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="TrackingClientException">
    /// Something was lost, and <c>SpoolOptions.ThrowOnLoss</c> is set.
    /// </exception>
    public Task EndAsync(RunStatus status = RunStatus.Finished, CancellationToken cancellationToken = default) =>
        _ending.EndAsync(status, null, cancellationToken);

    /// <summary>Ends the run as FAILED, or as KILLED for a cancellation, and tags it with the exception.</summary>
    /// <param name="exception">Why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task FailAsync(Exception exception, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return _ending.EndAsync(RunEnding.StatusOf(exception), exception, cancellationToken);
    }

    /// <summary>
    /// Ends the run unless it has ended: FINISHED, or FAILED or KILLED if an exception is leaving the block.
    /// </summary>
    public ValueTask DisposeAsync() => _ending.DisposeAsync();

    private ActiveRun Open() => !_ending.HasEnded
        ? this
        : throw new InvalidOperationException($"The run '{Name}' ({Id}) has ended; start another one to log more");

    private IArtifactLocation Location() => Open()._services.Locations.Open(ArtifactUri);

    internal async Task UploadAsync(byte[] content, string artifactFile, CancellationToken cancellationToken)
    {
        var path = ArtifactPath.Parse(artifactFile);
        if (await IsKeptAsync(cancellationToken))
            _spool.LogText(path.Value, content);
        else
            await Location().UploadAsync(path, () => new MemoryStream(content), cancellationToken);
    }

    private ActiveRun Online() => !Open()._spool.IsOffline
        ? this
        : throw new InvalidOperationException(
            $"The run '{Name}' ({Id}) is offline; logging a model needs the server");
}
