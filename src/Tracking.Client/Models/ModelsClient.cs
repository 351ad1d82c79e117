using System.Globalization;
using Tracking.Artifacts;
using Tracking.Client.Artifacts;
using Tracking.Client.Internal.Artifacts;
using Tracking.Client.Internal.Artifacts.Cache;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts.Registry;
using Tracking.Models.Uris;

namespace Tracking.Client.Models;

/// <summary>
/// Model URIs: what they stand for, and the files behind them. Every refusal is a
/// <see cref="TrackingClientException"/>.
/// </summary>
public sealed class ModelsClient
{
    // A version's source may be a model URI itself; servers resolve most of them, and none nests deeper than this.
    private const int MaxHops = 4;

    private readonly TrackingClient _client;
    private readonly ArtifactLocations _locations;
    private readonly ArtifactTransfer _transfer;
    private readonly ModelCache _cache;

    internal ModelsClient(
        TrackingClient client, ArtifactLocations locations, ArtifactTransfer transfer, ModelCache cache)
    {
        _client = client;
        _locations = locations;
        _transfer = transfer;
        _cache = cache;
    }

    /// <summary>Finds what a model URI stands for now: an alias and "latest" may move later.</summary>
    /// <param name="uri">Of any kind.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<ResolvedModel> ResolveAsync(ModelUri uri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var resolved = await ResolveOnceAsync(uri, cancellationToken);
        for (var hop = 0; IsModelUri(resolved.ArtifactUri); hop++)
        {
            if (hop == MaxHops)
                throw Missing(uri, $"its source '{resolved.ArtifactUri}' leads in a circle");
            var further = await ResolveOnceAsync(ModelUri.Parse(resolved.ArtifactUri), cancellationToken);
            resolved = resolved with
            {
                ArtifactUri = further.ArtifactUri,
                RunId = resolved.RunId ?? further.RunId,
                ModelId = resolved.ModelId ?? further.ModelId,
            };
        }

        return resolved with { Uri = uri.ToString() };
    }

    /// <summary>
    /// Downloads a model's folder. It appears whole or not at all. Files that were fetched before come from a cache on
    /// this machine, and files whose digests were logged with the model are checked.
    /// </summary>
    /// <param name="uri">Of any kind; a folder of this machine is copied.</param>
    /// <param name="targetFolder">Must not exist yet, or be empty.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>What was downloaded.</returns>
    public Task<ResolvedModel> DownloadAsync(
        ModelUri uri,
        string targetFolder,
        CancellationToken cancellationToken = default) =>
        DownloadAsync(uri, targetFolder, new TransferOptions(), cancellationToken);

    /// <summary>As the other overload, with options.</summary>
    /// <param name="uri">Of any kind; a folder of this machine is copied.</param>
    /// <param name="targetFolder">Must not exist yet, or be empty.</param>
    /// <param name="options">Such as who is told how far it is.</param>
    /// <param name="cancellationToken">Cancels the download; what has arrived is used by the next one.</param>
    /// <returns>What was downloaded.</returns>
    public async Task<ResolvedModel> DownloadAsync(
        ModelUri uri,
        string targetFolder,
        TransferOptions options,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = await ResolveAsync(uri, cancellationToken);
        var location = _locations.Open(model.ArtifactUri);
        if (!await HoldsModelAsync(location, cancellationToken))
            throw Missing(uri, $"there is no MLmodel file at {model.ArtifactUri}");

        var meter = new TransferMeter(options.Progress);
        if (location.UriOf(ArtifactPath.Root) is null)
            await _transfer.DownloadAsync(location, ArtifactPath.Root, targetFolder, meter, cancellationToken);
        else
            await _cache.DownloadAsync(location, targetFolder, meter, cancellationToken);
        return model;
    }

    private async Task<ResolvedModel> ResolveOnceAsync(ModelUri uri, CancellationToken cancellationToken)
    {
        switch (uri)
        {
            case ModelAliasUri alias:
                return await SourceOfAsync(
                    await _client.RegisteredModels.GetVersionByAliasAsync(alias.Name, alias.Alias, cancellationToken),
                    cancellationToken);
            case ModelVersionUri version:
                var number = version.Version.ToString(CultureInfo.InvariantCulture);
                return await SourceOfAsync(
                    await _client.ModelVersions.GetAsync(version.Name, number, cancellationToken),
                    cancellationToken);
            case LatestModelUri latest:
                return await SourceOfAsync(
                    await NewestAsync(uri, latest.Name, null, cancellationToken), cancellationToken);
            case ModelStageUri staged:
                return await SourceOfAsync(
                    await NewestAsync(uri, staged.Name, staged.Stage, cancellationToken), cancellationToken);
            case LoggedModelUri logged:
                return await ResolveLoggedAsync(logged.ModelId, cancellationToken);
            case RunModelUri inRun:
                return await ResolveInRunAsync(inRun, cancellationToken);
            default:
                var place = uri is FolderUri folder ? Path.GetFullPath(folder.Path) : uri.ToString();
                return new ResolvedModel(uri.ToString(), place);
        }
    }

    private async Task<ResolvedModel> SourceOfAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var name = Api.Required(version.Name, "name");
        var number = Api.Required(version.Version, "version");
        var source = await _client.ModelVersions.GetDownloadUriAsync(name, number, cancellationToken);
        return new ResolvedModel($"models:/{name}/{number}", source)
        {
            Name = name,
            Version = number,
            RunId = NullIfEmpty(version.RunId),
            ModelId = NullIfEmpty(version.ModelId),
        };
    }

    private async Task<ModelVersion> NewestAsync(
        ModelUri uri, string name, string? stage, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? stages = stage is null ? null : [stage];
        var versions = await _client.RegisteredModels.GetLatestVersionsAsync(name, stages, cancellationToken);
        return versions.MaxBy(version => long.Parse(version.Version ?? "0", CultureInfo.InvariantCulture))
            ?? throw Missing(uri, stage is null ? "it has no version" : $"no version is in stage '{stage}'");
    }

    private async Task<ResolvedModel> ResolveLoggedAsync(string modelId, CancellationToken cancellationToken)
    {
        var info = (await _client.LoggedModels.GetAsync(modelId, cancellationToken)).Info;
        return new ResolvedModel($"models:/{modelId}", Api.Required(info?.ArtifactUri, "artifact_uri"))
        {
            ModelId = modelId,
            RunId = NullIfEmpty(info?.SourceRunId),
        };
    }

    /// <summary>A folder among the run's artifacts, or else a model of that name that the run logged.</summary>
    private async Task<ResolvedModel> ResolveInRunAsync(RunModelUri uri, CancellationToken cancellationToken)
    {
        var run = await _client.Runs.GetAsync(uri.RunId, cancellationToken);
        var path = ArtifactPath.Parse(uri.ArtifactPath);
        var inRun = ArtifactLocations.Join(Api.Required(run.Info?.ArtifactUri, "artifact_uri"), path);
        if (await HoldsModelAsync(_locations.Open(inRun), cancellationToken))
            return new ResolvedModel(uri.ToString(), inRun) { RunId = uri.RunId };

        // Since MLflow 3 a logged model has its own place; the newest of that name counts.
        foreach (var output in (run.Outputs?.ModelOutputs ?? []).Reverse())
        {
            var logged = await _client.LoggedModels.GetAsync(
                Api.Required(output.ModelId, "model_id"), cancellationToken);
            if (logged.Info?.Name == uri.ArtifactPath)
                return await ResolveLoggedAsync(output.ModelId!, cancellationToken);
        }

        throw Missing(
            uri, "the run has neither an artifact folder with an MLmodel file nor a logged model of that name");
    }

    private static async Task<bool> HoldsModelAsync(IArtifactLocation location, CancellationToken cancellationToken) =>
        (await location.ListAsync(ArtifactPath.Root, cancellationToken)).Any(file => file.Path.Value == "MLmodel");

    private static bool IsModelUri(string uri) =>
        uri.StartsWith("models:/", StringComparison.Ordinal) || uri.StartsWith("runs:/", StringComparison.Ordinal);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static TrackingClientException Missing(ModelUri uri, string why) =>
        new(TrackingClientException.ResourceDoesNotExist, $"Cannot find the model {uri}: {why}");
}
