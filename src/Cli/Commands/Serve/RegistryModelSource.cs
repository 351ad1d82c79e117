using Tracking.Client;
using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;

namespace Tracking.Cli.Commands.Serve;

/// <summary>
/// Finds models where their URI says: folders on this machine, everything else through a tracking server, downloaded
/// into a folder that goes with this object.
/// </summary>
internal sealed class RegistryModelSource(string? trackingUri) : IModelSource, IAsyncDisposable
{
    private readonly FolderModelSource _folders = new();
    private readonly Lazy<TrackingClient> _client = new(() => new TrackingClient(trackingUri));
    private readonly Lazy<string> _downloads = new(() => Directory.CreateTempSubdirectory("tracking-serve-").FullName);
    private int _count;

    /// <inheritdoc/>
    public async Task<string?> FingerprintAsync(ModelUri uri, CancellationToken cancellationToken)
    {
        if (uri is FolderUri)
        {
            return await _folders.FingerprintAsync(uri, cancellationToken);
        }

        if (uri is not (ModelAliasUri or LatestModelUri or ModelStageUri))
        {
            // A version, a logged model and a run's files never change.
            return null;
        }

        try
        {
            return uri is ModelAliasUri alias
                ? await FingerprintOfAliasAsync(alias, cancellationToken)
                : await FingerprintOfFilesAsync(uri, cancellationToken);
        }
        catch (Exception error) when (error is TrackingClientException or IOException)
        {
            throw new ServingException(
                ServingError.ModelUnusable, $"Cannot look for '{uri}': {error.Message.TrimEnd('.')}.", error);
        }
    }

    // One call, which a server that tags its answers leaves unanswered while nothing has changed.
    private async Task<string> FingerprintOfAliasAsync(ModelAliasUri uri, CancellationToken cancellationToken)
    {
        var version = await _client.Value.RegisteredModels.GetVersionByAliasAsync(
            uri.Name, uri.Alias, cancellationToken);
        if (version.Source?.StartsWith("models:", StringComparison.Ordinal) == true)
        {
            // A source that names a model may be an alias as well.
            return await FingerprintOfFilesAsync(uri, cancellationToken);
        }

        return $"{version.Name}/{version.Version} {version.CreationTimestamp} {version.Source}";
    }

    private async Task<string> FingerprintOfFilesAsync(ModelUri uri, CancellationToken cancellationToken)
    {
        var model = await _client.Value.Models.ResolveAsync(uri, cancellationToken);
        return $"{model.Name}/{model.Version} {model.ArtifactUri}";
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ModelAliasUri>> WithAliasAsync(
        string alias, CancellationToken cancellationToken)
    {
        try
        {
            var found = new List<ModelAliasUri>();
            await foreach (var model in _client.Value.RegisteredModels.SearchAsync(
                orderBy: ["name ASC"], cancellationToken: cancellationToken))
            {
                if (model.Aliases?.Any(one => one.Alias == alias) == true)
                {
                    found.Add(new ModelAliasUri(model.Name!, alias));
                }
            }

            return found;
        }
        catch (Exception error) when (error is TrackingClientException or IOException)
        {
            throw new ServingException(
                ServingError.ModelUnusable, $"Cannot read the registry: {error.Message.TrimEnd('.')}.", error);
        }
    }

    /// <inheritdoc/>
    public async Task<ResolvedModel> ResolveAsync(ModelUri uri, CancellationToken cancellationToken)
    {
        if (uri is FolderUri)
        {
            return await _folders.ResolveAsync(uri, cancellationToken);
        }

        try
        {
            var target = Path.Combine(_downloads.Value, $"{Interlocked.Increment(ref _count)}");
            var model = await _client.Value.Models.DownloadAsync(uri, target, cancellationToken);
            return new ResolvedModel(target, model.Name ?? NameOf(uri), model.Version)
            {
                Files = new DownloadedFiles(target),
            };
        }
        catch (Exception error) when (error is TrackingClientException or ArgumentException or IOException)
        {
            throw new ServingException(
                ServingError.ModelUnusable, $"Cannot serve '{uri}': {error.Message.TrimEnd('.')}.", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client.IsValueCreated)
        {
            await _client.Value.DisposeAsync();
        }

        if (_downloads.IsValueCreated)
        {
            Directory.Delete(_downloads.Value, recursive: true);
        }
    }

    /// <summary>What a model outside the registry is called: the last part of its path.</summary>
    private static string? NameOf(ModelUri uri) => uri switch
    {
        RunModelUri run => run.ArtifactPath.Split('/')[^1],
        ServerArtifactUri artifact => artifact.ArtifactPath.Split('/')[^1],
        _ => null,
    };

    /// <summary>A download that nobody needs once its model is closed.</summary>
    private sealed class DownloadedFiles(string folder) : IDisposable
    {
        public void Dispose()
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
