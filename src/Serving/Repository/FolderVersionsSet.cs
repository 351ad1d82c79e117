namespace Tracking.Serving.Repository;

/// <summary>The versions of one model in a folder of their own: <c>1/</c>, <c>2/</c>. Thread-safe.</summary>
/// <param name="folder">The folder of the versions.</param>
/// <param name="name">What the model is called.</param>
/// <param name="policy">Which versions; null for the highest.</param>
/// <param name="like">States name and version aside how each is served.</param>
internal sealed class FolderVersionsSet(string folder, string name, VersionPolicy? policy, ServedModel like)
    : IServedModelSet
{
    private readonly FolderModelSet _set = new(folder, policy, like);

    public string Name => folder;

    public Task<IReadOnlyList<ServedModel>> ListAsync(CancellationToken cancellationToken) =>
        _set.ListVersionsAsync(name, cancellationToken);
}
