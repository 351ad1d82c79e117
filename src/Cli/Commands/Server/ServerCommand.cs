using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Server;
using Tracking.Stores;

namespace Tracking.Cli.Commands.Server;

/// <summary><c>tracking server</c>: runs, artifacts and the model registry over MLflow's REST API.</summary>
internal static class ServerCommand
{
    private static readonly TrackingServerOptions Defaults = new();

    public static Command Create(CommandOutput output)
    {
        var host = EnvironmentOption.Host("MLFLOW_HOST");
        var port = EnvironmentOption.Port(Defaults.Port, "MLFLOW_PORT");
        var store = StoreOption();
        var artifacts = ArtifactsOption();
        var root = EnvironmentOption.Text(
            "--default-artifact-root",
            "MLFLOW_DEFAULT_ARTIFACT_ROOT",
            Defaults.DefaultArtifactRoot,
            "Where new experiments keep their artifacts; by default behind this server.");
        var prefix = EnvironmentOption.Text(
            "--static-prefix", "MLFLOW_STATIC_PREFIX", Defaults.StaticPrefix, "A path before every URL, such as /ml.");
        var refuseProxy = new Option<bool>("--no-serve-artifacts")
        {
            Description = "Do not let clients upload and download artifacts through this server.",
        };
        var access = new AccessSettings();
        var limits = new LimitSettings();
        var logs = new LogSettings();
        var webhooks = new WebhookSettings();
        var lifecycle = new LifecycleSettings();
        var endpoints = new EndpointSettings();
        var command = new Command("server", "Start a tracking server.")
        {
            host, port, store, artifacts, root, prefix, refuseProxy,
        };
        IEnumerable<Option> more =
        [
            .. access.Options, .. endpoints.Options, .. lifecycle.Options, .. logs.Options, .. limits.Options,
        ];
        foreach (var option in more)
        {
            command.Add(option);
        }

        webhooks.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            lifecycle.Apply(limits.Apply(logs.Apply(new TrackingServerOptions
            {
                Host = parsed.GetValue(host)!,
                Port = parsed.GetValue(port),
                BackendStoreUri = parsed.GetValue(store)!,
                ArtifactsDestination = parsed.GetValue(artifacts)!,
                DefaultArtifactRoot = parsed.GetValue(root)!,
                StaticPrefix = parsed.GetValue(prefix)!,
                ServeArtifacts = !parsed.GetValue(refuseProxy),
                Access = access.Read(parsed),
                Webhooks = webhooks.Read(parsed),
                ModelEndpoints = endpoints.Read(parsed),
            }, parsed), parsed), parsed),
            output,
            cancellationToken));
        return command;
    }

    private static Option<string> StoreOption() => EnvironmentOption.Text(
        "--backend-store-uri",
        "MLFLOW_BACKEND_STORE_URI",
        Defaults.BackendStoreUri,
        "Where runs and models are kept: sqlite:///relative.db, sqlite:////absolute.db, a path, or " +
        "postgresql://user:password@host:port/database.");

    private static Option<string> ArtifactsOption() => EnvironmentOption.Text(
        "--artifacts-destination",
        "MLFLOW_ARTIFACTS_DESTINATION",
        Defaults.ArtifactsDestination,
        "Folder, or s3://bucket/prefix, in which the server keeps uploaded artifacts.");

    private static async Task<int> RunAsync(
        TrackingServerOptions options, CommandOutput output, CancellationToken cancellationToken)
    {
        try
        {
            await using var server = await TrackingServer.StartAsync(options, cancellationToken);
            await output.Results.WriteLineAsync(
                $"Tracking server {ProductVersion.Text} listens on {server.Address}\n" +
                $"  store      {StoreOf(options)}\n" +
                $"  artifacts  {options.ArtifactsDestination}\n" +
                $"  clients    MLFLOW_TRACKING_URI={server.Address}\n" +
                "Ctrl-C stops it.");
            await output.Results.FlushAsync(cancellationToken);
            await server.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Success;
        }
        catch (ServerStartException error)
        {
            return await output.FailAsync(error.Message);
        }
    }

    /// <summary>As it was given, but without a password.</summary>
    private static string StoreOf(TrackingServerOptions options) =>
        StoreUri.Parse(options.BackendStoreUri) is { Postgres: not null } uri
            ? uri.ToString()
            : options.BackendStoreUri;
}
