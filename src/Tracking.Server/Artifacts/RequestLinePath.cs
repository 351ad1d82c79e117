using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Artifacts;

namespace Tracking.Server.Artifacts;

/// <summary>
/// Artifact paths in URLs, from the request line itself: by the time the router sees it, the server has resolved every
/// "..".
/// </summary>
internal static class RequestLinePath
{
    /// <summary>The path behind a part of the URL.</summary>
    /// <param name="request">The request.</param>
    /// <param name="before">What stands before the path, such as <c>2.0/mlflow-artifacts/artifacts</c>.</param>
    /// <exception cref="InvalidArtifactPathException">It leads out, or cannot be told from the URL.</exception>
    public static ArtifactPath After(HttpRequest request, string before)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        var query = target.IndexOf('?');
        if (query >= 0)
        {
            target = target[..query];
        }

        var start = target.IndexOf(before, StringComparison.Ordinal);
        var rest = start < 0 ? "?" : target[(start + before.Length)..];
        if (rest.Length > 0 && rest[0] != '/')
        {
            throw new InvalidArtifactPathException("the request line hides where the artifact path begins");
        }

        return rest.IsEmpty
            ? ArtifactPath.Root
            : ArtifactFolders.Requested(Uri.UnescapeDataString(rest[1..].ToString()));
    }

    /// <summary>As <see cref="After"/>, for what is never the root.</summary>
    /// <exception cref="InvalidArtifactPathException">As there, or the path is empty.</exception>
    public static ArtifactPath FileAfter(HttpRequest request, string before)
    {
        var path = After(request, before);
        return path.IsRoot
            ? throw new InvalidArtifactPathException("it is empty; expected the path of a file or folder")
            : path;
    }
}
