using Tracking.Artifacts;
using Tracking.Contracts.Artifacts;
using Tracking.Core.Errors;

namespace Tracking.Server.Artifacts;

/// <summary>
/// Finds the files of runs and models in the server's own store. Nothing else on this machine is readable.
/// </summary>
internal sealed class ArtifactFolders(IArtifactStore store)
{
    /// <summary>
    /// How many entries a listing has before it goes on in a next page. Clients that do not know pages see this many.
    /// </summary>
    public const int PageEntries = 10_000;

    public IArtifactStore Store => store;

    /// <summary>
    /// The path in the store of an artifact URI such as <c>mlflow-artifacts:/1/run/artifacts</c>, or of a location of
    /// the store itself, such as <c>s3://bucket/1/run/artifacts</c>.
    /// </summary>
    /// <exception cref="TrackingException">The URI leads elsewhere.</exception>
    public ArtifactPath PathOf(string artifactUri)
    {
        const string Scheme = TrackingServerOptions.ArtifactScheme + ":";
        if (!artifactUri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return store.TryLocate(artifactUri, out var located)
                ? located
                : throw ParameterErrors.Invalid(
                    $"The artifacts lie at '{artifactUri}', which this server does not serve. Read them from there.");
        }

        var rest = artifactUri.AsSpan(Scheme.Length);
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var authority = rest[2..];
            var slash = authority.IndexOf('/');
            rest = slash < 0 ? "" : authority[slash..];
        }

        return ArtifactPath.Parse(rest.Trim('/').ToString());
    }

    /// <summary>As <see cref="PathOf"/>; null where the URI leads elsewhere or nowhere.</summary>
    public ArtifactPath? FindPathOf(string artifactUri)
    {
        try
        {
            return PathOf(artifactUri);
        }
        catch (Exception error) when (error is TrackingException or InvalidArtifactPathException)
        {
            return null;
        }
    }

    /// <summary>A path as a client gave it. No number of URL encodings may hide a way out.</summary>
    /// <exception cref="InvalidArtifactPathException">It is no relative path.</exception>
    public static ArtifactPath Requested(string? path)
    {
        ArtifactPath.ParseUrlEncoded(path);
        return ArtifactPath.Parse(path);
    }

    /// <summary>Direct children of a folder below a root, with paths relative to that root.</summary>
    public async Task<(IReadOnlyList<ArtifactFile>? Files, string? NextPageToken)> ListAsync(
        ArtifactPath root, string? folder, string? pageToken, CancellationToken cancellationToken)
    {
        var after = ArtifactPageToken.Parse(pageToken);
        var page = await store.ListPageAsync(
            root.Append(Requested(folder).Value), after, PageEntries, cancellationToken);
        // MLflow knows no pages and sorts by path; so does what needs no second page.
        var entries = after is null && page.Next is null
            ? page.Entries.OrderBy(entry => entry.Path.Value, Comparer<string>.Create(ArtifactOrder.Compare))
            : page.Entries.AsEnumerable();
        var prefix = root.IsRoot ? 0 : root.Value.Length + 1;
        return (
            page.Entries.Count == 0 ? null : [.. entries.Select(entry => ToWire(entry, entry.Path.Value[prefix..]))],
            ArtifactPageToken.Of(page.Next));
    }

    public static ArtifactFile ToWire(ArtifactEntry entry, string path) => new()
    {
        Path = path,
        IsDir = entry.IsFolder,
        FileSize = entry.IsFolder || entry.SizeBytes == 0 ? null : entry.SizeBytes,
    };
}
