namespace Tracking.Core.Lifecycle;

/// <summary>Removes artifact folders by their URIs.</summary>
public interface IArtifactRemover
{
    /// <summary>
    /// Removes a folder with all that is in it; what is not there is no error. False when the URI leads to no store
    /// of this process.
    /// </summary>
    /// <exception cref="IOException">It could not be removed; it may be tried again.</exception>
    Task<bool> RemoveAsync(string artifactUri, CancellationToken cancellationToken);
}
