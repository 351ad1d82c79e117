using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tracking.Artifacts;
using Tracking.Client.Internal.Artifacts;
using Tracking.Client.Internal.Runs;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Metrics;
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
    private const int MaxParamsPerBatch = 100;

    private readonly RunServices _services;
    private readonly RunInfo _info;
    private readonly RunEnding _ending;
    private readonly MetricBuffer _metrics;
    private readonly ModelLogging _models;

    internal ActiveRun(RunServices services, RunInfo info)
    {
        _services = services;
        _info = info;
        Id = Api.Required(info.RunId, "run_id");
        _metrics = new MetricBuffer(SendAsync, services.Options.MetricDelay, services.Options.Time);
        _models = new ModelLogging(services);
        _ending = new RunEnding(services, Id, _metrics, new HeartbeatSender(services.Api, services.Options, Id));
    }

    /// <summary>The run's id: 32 hex digits.</summary>
    public string Id { get; }

    /// <summary>The run's name; the server's choice unless one was given.</summary>
    public string Name => _info.RunName ?? "";

    /// <summary>The experiment's id.</summary>
    public string ExperimentId => _info.ExperimentId ?? "";

    /// <summary>Where the run's artifacts are.</summary>
    public string ArtifactUri => _info.ArtifactUri ?? "";

    /// <summary>Logs a parameter; the same key with another value is an error.</summary>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">Written in the invariant culture; null as an empty text.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task LogParamAsync(string key, object? value, CancellationToken cancellationToken = default) =>
        _services.Client.Runs.LogParamAsync(Open().Id, key, ParamText.Of(value), cancellationToken);

    /// <summary>Logs parameters, 100 at a time; each key once.</summary>
    /// <param name="parameters">Keys and values, as <see cref="LogParamAsync"/> takes them.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task LogParamsAsync(
        IEnumerable<KeyValuePair<string, object?>> parameters,
        CancellationToken cancellationToken = default)
    {
        foreach (var chunk in parameters.Select(each => new Param { Key = each.Key, Value = ParamText.Of(each.Value) })
            .Chunk(MaxParamsPerBatch))
            await _services.Client.Runs.LogBatchAsync(
                new LogBatchRequest { RunId = Open().Id, Params = chunk }, cancellationToken);
    }

    /// <summary>
    /// Logs a point of a metric. It is sent soon, with others; this waits only while 10,000 points are unsent. What the
    /// server refuses is told by <see cref="FlushAsync"/>, <see cref="EndAsync"/> or the disposal.
    /// </summary>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">Any number; NaN is kept.</param>
    /// <param name="step">Such as the epoch.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    public Task LogMetricAsync(string key, double value, long step = 0, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var now = _services.Options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var point = new Metric { Key = key, Value = value, Timestamp = now, Step = step };
        return Open()._metrics.AddAsync(point, cancellationToken);
    }

    /// <summary>Logs a point of several metrics, as <see cref="LogMetricAsync"/> does.</summary>
    /// <param name="metrics">Keys and values.</param>
    /// <param name="step">Such as the epoch.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    public async Task LogMetricsAsync(
        IEnumerable<KeyValuePair<string, double>> metrics,
        long step = 0,
        CancellationToken cancellationToken = default)
    {
        foreach (var (key, value) in metrics)
            await LogMetricAsync(key, value, step, cancellationToken);
    }

    /// <summary>Waits until all metric points logged so far have reached the server.</summary>
    /// <param name="cancellationToken">Cancels the waiting, not the sending.</param>
    /// <exception cref="TrackingClientException">Points were lost; says how many and why.</exception>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _metrics.FlushAsync(cancellationToken);

    /// <summary>Sets a tag, replacing its value.</summary>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">At most 8,000 characters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetTagAsync(string key, string value, CancellationToken cancellationToken = default) =>
        _services.Client.Runs.SetTagAsync(Open().Id, key, value, cancellationToken);

    /// <summary>Sets tags, 100 at a time, replacing their values.</summary>
    /// <param name="tags">Keys and values.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task SetTagsAsync(
        IEnumerable<KeyValuePair<string, string>> tags,
        CancellationToken cancellationToken = default)
    {
        foreach (var chunk in tags.Select(tag => new RunTag { Key = tag.Key, Value = tag.Value })
            .Chunk(MaxParamsPerBatch))
            await _services.Client.Runs.LogBatchAsync(
                new LogBatchRequest { RunId = Open().Id, Tags = chunk }, cancellationToken);
    }

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
    public Task LogArtifactAsync(
        string file, string? artifactFolder = null, CancellationToken cancellationToken = default)
    {
        var path = ArtifactPath.Parse(artifactFolder).Append(Path.GetFileName(file));
        return ArtifactTransfer.UploadFileAsync(Location(), file, path, cancellationToken);
    }

    /// <summary>Uploads all files below a folder.</summary>
    /// <param name="folder">On this machine; links to other folders are left out.</param>
    /// <param name="artifactFolder">Where to put its content; the run's root by default.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public Task LogArtifactsAsync(
        string folder, string? artifactFolder = null, CancellationToken cancellationToken = default) =>
        _services.Transfer.UploadFolderAsync(
            Location(), folder, ArtifactPath.Parse(artifactFolder), _ => false, cancellationToken);

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
        var model = await Open()._models.LogAsync(_info, folder, name, cancellationToken);
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
            version.Name!, alias, version.Version!, cancellationToken);
    }

    /// <summary>
    /// Sends what is buffered and ends the run. A second call, and the disposal after it, do nothing.
    /// </summary>
    /// <param name="status">FINISHED by default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="TrackingClientException">
    /// Metric points were lost: the run is then FAILED; or it could not be ended.
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

    internal Task UploadAsync(byte[] content, string artifactFile, CancellationToken cancellationToken) =>
        Location().UploadAsync(ArtifactPath.Parse(artifactFile), () => new MemoryStream(content), cancellationToken);

    // Not through the client's groups: those wait for outcomes on their way, which may wait for these points.
    private Task<EmptyMessage> SendAsync(IReadOnlyList<Metric> points) => _services.Api.SendAtOnceAsync(
        Routes.Runs.LogBatch, new LogBatchRequest { RunId = Id, Metrics = points }, CancellationToken.None);
}
