using System.Globalization;
using System.Net;
using Tracking.Client;
using Tracking.Contracts;
using Tracking.Contracts.Experiments;

namespace Tracking.Cli.Commands.Doctor;

/// <summary>The way to the tracking server and what answers there.</summary>
internal static class ServerFindings
{
    private const string Server = "server";
    private const string Access = "access";
    private const string Clock = "clock";
    private static readonly TimeSpan SlowRoundTrip = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FarClock = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Finding>> LookAsync(
        string? trackingUri, CancellationToken cancellationToken)
    {
        TrackingClientOptions options;
        TrackingClient client;
        try
        {
            options = ClientCommand.OptionsFor(trackingUri) with { MaxRetries = 0 };
            client = new TrackingClient(options);
        }
        catch (ArgumentException wrong)
        {
            return [Finding.Fail("settings", wrong.Message, AddressAdvice(trackingUri))];
        }

        await using (client)
        {
            try
            {
                var server = await client.DescribeServerAsync(cancellationToken);
                var access = await LookAtAccessAsync(client, options, cancellationToken);
                return
                [
                    OfServer(client.TrackingUri, server), OfClock(server), .. access,
                    .. access.All(each => each.Level < FindingLevel.Fail)
                        ? await ArtifactFindings.LookAsync(client, cancellationToken)
                        : [],
                ];
            }
            catch (TrackingClientException unreachable)
            {
                return [Finding.Fail(Server, unreachable.Message, "Nothing is lost meanwhile; start it, or correct "
                    + "MLFLOW_TRACKING_URI, or look for a proxy or firewall on the way.")];
            }
        }
    }

    private static Finding OfServer(Uri address, ServerDescription server)
    {
        var kind = server switch
        {
            { TrackingVersion: { } ours } => $"Tracking {ours} with the API of MLflow {server.MlflowVersion}",
            { MlflowVersion: { } version } => $"MLflow {version}",
            _ => "a server that does not tell its version",
        };
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{address} is {kind}, answers in {server.RoundTrip.TotalMilliseconds:0.0} ms");
        if (server.RoundTrip > SlowRoundTrip)
        {
            return Finding.Warn(Server, detail, "Logging does not wait for it, but searches and uploads do: it is far "
                + "away or overloaded.");
        }

        return server.TrackingVersion is null && IsBefore3(server.MlflowVersion)
            ? Finding.Warn(Server, detail, "Logged models and traces need MLflow 3 or this project's server.")
            : Finding.Ok(Server, detail);
    }

    private static bool IsBefore3(string? version) =>
        version?.Split('.')[0] is { } major
        && int.TryParse(major, CultureInfo.InvariantCulture, out var number)
        && number < 3;

    private static Finding OfClock(ServerDescription server)
    {
        if (server.ClockOffset is not { } offset)
        {
            return Finding.None(Clock, "the server does not tell its time");
        }

        var seconds = Math.Round(Math.Abs(offset.TotalSeconds));
        var detail = seconds < 1
            ? "agrees with the server's"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the server's is {seconds} s {(offset > TimeSpan.Zero ? "ahead" : "behind")}");
        return offset.Duration() > FarClock
            ? Finding.Warn(Clock, detail, "Times of runs and metrics will look wrong: set both clocks by NTP.")
            : Finding.Ok(Clock, detail);
    }

    private static async Task<IReadOnlyList<Finding>> LookAtAccessAsync(
        TrackingClient client, TrackingClientOptions options, CancellationToken cancellationToken)
    {
        var how = options switch
        {
            { Username: not null } => "user name and password",
            { Token: not null } => "token",
            _ => null,
        };
        try
        {
            await client.SendAsync(
                Routes.Experiments.Search, new SearchExperimentsRequest { MaxResults = 1 }, cancellationToken);
        }
        catch (TrackingClientException refused)
            when (refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return [Finding.Fail(Access, refused.Message, how is null
                ? "Set MLFLOW_TRACKING_USERNAME and _PASSWORD, or MLFLOW_TRACKING_TOKEN."
                : $"The {how} of the environment are not accepted: correct them, or ask for the permission.")];
        }
        catch (TrackingClientException failed) when (failed.StatusCode is not null)
        {
            return [Finding.Fail(Access, failed.Message, "Check the address: a path such as /ml may be missing in "
                + "MLFLOW_TRACKING_URI, or it is another server.")];
        }

        if (how is null)
        {
            return [Finding.Ok(Access, "the API answers, without credentials")];
        }

        return client.TrackingUri.Scheme == Uri.UriSchemeHttp && !client.TrackingUri.IsLoopback
            ? [Finding.Warn(Access, $"the API accepts the {how}, over plain http",
                "Whoever is on the way can read them: use https.")]
            : [Finding.Ok(Access, $"the API accepts the {how}")];
    }

    private static string AddressAdvice(string? trackingUri) => trackingUri is null
        ? "Set MLFLOW_TRACKING_URI to the address of a server, such as http://127.0.0.1:5000. Folders (./mlruns) and "
            + "databases (sqlite:///…) are opened by a server: 'tracking server --backend-store-uri …'."
        : "Give the address of a server, such as http://127.0.0.1:5000.";
}
