using Tracking.Models.Uris;
using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>Models in folders of this machine, without any server. Thread-safe.</summary>
public sealed class FolderModelSource : IModelSource
{
    private readonly ModelFiles _files = new();

    /// <inheritdoc/>
    public Task<string?> FingerprintAsync(ModelUri uri, CancellationToken cancellationToken) =>
        uri is FolderUri folder
            ? _files.DigestAsync(Path.GetFullPath(folder.Path), cancellationToken)
            : Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<ResolvedModel> ResolveAsync(ModelUri uri, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uri);
        cancellationToken.ThrowIfCancellationRequested();
        return uri is FolderUri folder
            ? Task.FromResult(new ResolvedModel(Path.GetFullPath(folder.Path)))
            : throw new ServingException(
                ServingError.ModelUnusable,
                $"'{uri}' needs a tracking server to find it; without one only the path of a model folder is served.");
    }
}
