using Tracking.Artifacts;
using Tracking.Core.Errors;

namespace Tracking.Server.Artifacts;

/// <summary>
/// Finds the files of runs and models in the server's own store. Nothing else on this machine is readable.
/// </summary>
internal sealed class ArtifactFolders(IArtifactStore store)
{
    public IArtifactStore Store => store;

    /// <summary>The path in the store of an artifact URI such as <c>mlflow-artifacts:/1/run/artifacts</c>.</summary>
    /// <exception cref="TrackingException">The URI leads elsewhere.</exception>
    public static ArtifactPath PathOf(string artifactUri)
    {
        const string Scheme = TrackingServerOptions.ArtifactScheme + ":";
        if (!artifactUri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw ParameterErrors.Invalid(
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

    /// <summary>A path as a client gave it. No number of URL encodings may hide a way out.</summary>
    /// <exception cref="InvalidArtifactPathException">It is no relative path.</exception>
    public static ArtifactPath Requested(string? path)
    {
        ArtifactPath.ParseUrlEncoded(path);
        return ArtifactPath.Parse(path);
    }

    /// <summary>Direct children of a folder below a root, with paths relative to that root.</summary>
    public async Task<IReadOnlyList<Contracts.Artifacts.ArtifactFile>?> ListAsync(
        ArtifactPath root, string? folder, CancellationToken cancellationToken)
    {
        var entries = await store.ListAsync(root.Append(Requested(folder).Value), cancellationToken);
        var prefix = root.IsRoot ? 0 : root.Value.Length + 1;
        return entries.Count == 0 ? null : [.. entries.Select(entry => ToWire(entry, entry.Path.Value[prefix..]))];
    }

    public static Contracts.Artifacts.ArtifactFile ToWire(ArtifactEntry entry, string path) => new()
    {
        Path = path,
        IsDir = entry.IsFolder,
        FileSize = entry.IsFolder || entry.SizeBytes == 0 ? null : entry.SizeBytes,
    };
}
