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
            return new ResolvedModel(target, model.Name ?? NameOf(uri), model.Version);
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
}
