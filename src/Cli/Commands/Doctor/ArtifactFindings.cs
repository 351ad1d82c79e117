using Tracking.Client;
using Tracking.Contracts;
using Tracking.Contracts.Artifacts;

namespace Tracking.Cli.Commands.Doctor;

/// <summary>Whether this machine reaches the place where the server's experiments keep artifacts.</summary>
internal static class ArtifactFindings
{
    private const string Name = "artifacts";
    private const string Proxied = "mlflow-artifacts";

    public static async Task<IReadOnlyList<Finding>> LookAsync(
        TrackingClient client, CancellationToken cancellationToken)
    {
        try
        {
            var experiment = await client.Experiments
                .SearchAsync(view: ViewType.ActiveOnly, maxResults: 1, cancellationToken: cancellationToken)
                .FirstOrDefaultAsync(cancellationToken);
            if (experiment?.ArtifactLocation is not { Length: > 0 } location)
            {
                return [Finding.None(Name, "there is no experiment to try")];
            }

            if (!Uri.TryCreate(location, UriKind.Absolute, out var uri) || uri.Scheme != Proxied)
            {
                return [OfPlace(location, uri)];
            }

            await client.SendAsync(Routes.Artifacts.ListProxied, new ListProxiedArtifactsRequest(), cancellationToken);
            return [Finding.Ok(Name, $"{location} is served by the server")];
        }
        catch (TrackingClientException failed)
        {
            return [Finding.Fail(Name, failed.Message, "Runs can log metrics, but no files or models: the server must "
                + "serve artifacts (not --no-serve-artifacts), and its store must be reachable for it.")];
        }
    }

    /// <summary>Without the proxy each client must reach the place by itself.</summary>
    private static Finding OfPlace(string location, Uri? uri) => uri switch
    {
        { IsFile: true } when Directory.Exists(uri.LocalPath) => Finding.Ok(Name, $"{location} is on this machine"),
        { IsFile: true } or null => Finding.Warn(
            Name,
            $"{location} is a folder that this machine does not have",
            "Share that folder, or let the server serve artifacts: --serve-artifacts and mlflow-artifacts:/ as root."),
        _ => Finding.Fail(
            Name,
            $"{location} is reached by the server only",
            "Let the server serve artifacts: mlflow-artifacts:/ as the default artifact root."),
    };
}
