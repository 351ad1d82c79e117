using Tracking.Artifacts;

namespace Tracking.Server.Hosting;

/// <summary>Opens the folder for artifacts and makes sure that the server can write to it.</summary>
internal static class ArtifactFolder
{
    /// <exception cref="ServerStartException">It cannot be written, or it is not on this machine.</exception>
    public static LocalArtifactStore Open(TrackingServerOptions options)
    {
        var folder = PathOf(options.ArtifactsDestination);
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Join(folder, $".write-{Guid.NewGuid():n}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return new LocalArtifactStore(folder, options.Time);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException(
                $"The artifact folder '{Path.GetFullPath(folder)}' cannot be written: {error.Message} " +
                "Give the user of this process rights to it, or choose another with --artifacts-destination.",
                error);
        }
    }

    private static string PathOf(string destination)
    {
        if (Uri.TryCreate(destination, UriKind.Absolute, out var uri) && !Path.IsPathRooted(destination))
        {
            return uri.IsFile
                ? uri.LocalPath
                : throw new ServerStartException(
                    $"Artifacts cannot be kept at '{uri.Scheme}:' yet. Choose a folder with --artifacts-destination.");
        }

        return destination;
    }
}
