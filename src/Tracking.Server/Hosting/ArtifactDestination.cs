using Tracking.Artifacts;
using Tracking.Artifacts.S3;

namespace Tracking.Server.Hosting;

/// <summary>Opens the store for artifacts that the options name, and makes sure that the server can use it.</summary>
internal static class ArtifactDestination
{
    private const string S3Start = S3StoreConfig.Scheme + "://";

    /// <summary>The caller disposes the store if it can be disposed.</summary>
    /// <exception cref="ServerStartException">It cannot be used, or its kind is unknown.</exception>
    public static async Task<IArtifactStore> OpenAsync(
        TrackingServerOptions options, CancellationToken cancellationToken) =>
        options.ArtifactsDestination.StartsWith(S3Start, StringComparison.OrdinalIgnoreCase)
            ? await OpenBucketAsync(options, cancellationToken)
            : OpenFolder(FolderOf(options.ArtifactsDestination), options.Time);

    private static async Task<S3ArtifactStore> OpenBucketAsync(
        TrackingServerOptions options, CancellationToken cancellationToken)
    {
        S3ArtifactStore? store = null;
        try
        {
            var config = S3StoreConfig.Read(options.ArtifactsDestination, options.EnvironmentVariable);
            store = new S3ArtifactStore(config, options.Time);
            await store.CheckAsync(cancellationToken);
            return store;
        }
        catch (Exception error) when (error is IOException or FormatException)
        {
            store?.Dispose();
            throw new ServerStartException(
                $"The artifact store '{options.ArtifactsDestination}' cannot be used: {error.Message} " +
                "Check the bucket, the endpoint (MLFLOW_S3_ENDPOINT_URL) and the credentials (AWS_ACCESS_KEY_ID).",
                error);
        }
    }

    private static LocalArtifactStore OpenFolder(string folder, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Join(folder, $".write-{Guid.NewGuid():n}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return new LocalArtifactStore(folder, time);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException(
                $"The artifact folder '{Path.GetFullPath(folder)}' cannot be written: {error.Message} " +
                "Give the user of this process rights to it, or choose another with --artifacts-destination.",
                error);
        }
    }

    private static string FolderOf(string destination)
    {
        if (Path.IsPathRooted(destination) || !Uri.TryCreate(destination, UriKind.Absolute, out var uri))
        {
            return destination;
        }

        return uri.IsFile
            ? uri.LocalPath
            : throw new ServerStartException(
                $"Artifacts cannot be kept at '{uri.Scheme}:'. Choose a folder or s3://bucket/prefix with " +
                "--artifacts-destination.");
    }
}
