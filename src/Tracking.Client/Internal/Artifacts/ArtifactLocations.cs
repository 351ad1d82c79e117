using Tracking.Artifacts;
using Tracking.Client.Internal.Transport;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>Opens artifact URIs, as servers state them for runs and logged models.</summary>
internal sealed class ArtifactLocations(Api api, TrackingClientOptions options)
{
    private readonly ProxyAccess _proxy = new(api, options);

    /// <summary>
    /// <c>mlflow-artifacts:/path</c>, <c>mlflow-artifacts://host:port/path</c>, <c>file:</c> or an absolute path.
    /// </summary>
    /// <exception cref="TrackingClientException">Another kind of place.</exception>
    internal IArtifactLocation Open(string artifactUri)
    {
        if (Path.IsPathFullyQualified(artifactUri))
            return new LocalLocation(artifactUri, options.Time);
        if (!Uri.TryCreate(artifactUri, UriKind.Absolute, out var uri))
            throw Unsupported(artifactUri);

        return uri.Scheme switch
        {
            "mlflow-artifacts" =>
                new ProxiedLocation(_proxy, ServerOf(uri), ArtifactPath.ParseUrlEncoded(uri.AbsolutePath.Trim('/'))),
            "file" when uri.Host is "" or "localhost" => new LocalLocation(uri.LocalPath, options.Time),
            _ => throw Unsupported(artifactUri),
        };
    }

    /// <summary>The URI of something below another one.</summary>
    internal static string Join(string artifactUri, ArtifactPath path) =>
        path.IsRoot ? artifactUri : $"{artifactUri.TrimEnd('/')}/{path.Value}";

    private Uri ServerOf(Uri uri) => uri.Authority.Length == 0
        ? api.Transport.BaseUri
        : new Uri($"{api.Transport.BaseUri.Scheme}://{uri.Authority}/");

    private static TrackingClientException Unsupported(string artifactUri) =>
        new(TrackingClientException.InvalidParameterValue,
            $"The artifact location '{artifactUri}' is not supported; "
            + "expected mlflow-artifacts:/…, file:///… or an absolute path");
}
