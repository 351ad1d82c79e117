using Tracking.Artifacts;

namespace Tracking.Server.Hosting;

/// <summary>Opens the store for artifacts that the options name, and makes sure that the server can use it.</summary>
internal static class ArtifactDestination
{
    /// <exception cref="ServerStartException">It cannot be written, or its kind is unknown.</exception>
    public static Task<IArtifactStore> OpenAsync(TrackingServerOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IArtifactStore>(OpenFolder(FolderOf(options.ArtifactsDestination), options.Time));
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
