using Tracking.Artifacts;
using Tracking.Core.Lifecycle;
using Tracking.Server.Artifacts;

namespace Tracking.Server.Lifecycle;

/// <summary>Removes folders of the server's own store, and of no other.</summary>
internal sealed class ArtifactRemover(IArtifactStore store) : IArtifactRemover
{
    private readonly ArtifactFolders _folders = new(store);

    public async Task<bool> RemoveAsync(string artifactUri, CancellationToken cancellationToken)
    {
        if (_folders.FindPathOf(artifactUri) is not { IsRoot: false } folder)
        {
            return false;
        }

        await store.DeleteAsync(folder, cancellationToken);
        return true;
    }
}
