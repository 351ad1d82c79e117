using Tracking.Artifacts;
using Tracking.Core.Errors;
using Tracking.Core.Lifecycle;
using Tracking.Server.Artifacts;

namespace Tracking.Server.Lifecycle;

/// <summary>Removes folders of the server's own store, and of no other.</summary>
internal sealed class ArtifactRemover(IArtifactStore store) : IArtifactRemover
{
    public async Task<bool> RemoveAsync(string artifactUri, CancellationToken cancellationToken)
    {
        if (Find(artifactUri) is not { IsRoot: false } folder)
        {
            return false;
        }

        await store.DeleteAsync(folder, cancellationToken);
        return true;
    }

    private static ArtifactPath? Find(string artifactUri)
    {
        try
        {
            return ArtifactFolders.PathOf(artifactUri);
        }
        catch (Exception error) when (error is TrackingException or InvalidArtifactPathException)
        {
            return null;
        }
    }
}
