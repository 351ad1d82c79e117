using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Models.Uris;
using Tracking.Serving;
using Tracking.Serving.Core;

namespace Tracking.Cli.Commands.Serve;

/// <summary><c>tracking serve</c>: models as REST endpoints.</summary>
internal static class ServeCommand
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(10);

    public static Command Create(CommandOutput output)
    {
        var models = ModelsOption();
        var config = ConfigOption();
        var host = EnvironmentOption.Host("MLFLOW_HOST");
        var port = EnvironmentOption.Port(
            new ServingOptions().Port, "MLFLOW_PORT", "AIP_HTTP_PORT", "SAGEMAKER_BIND_TO_PORT");
        var grpcPort = new Option<int?>("--grpc-port")
        {
            Description = "A further port that speaks gRPC alone; --port speaks it too.",
        };
        var timeout = TimeoutOption();
        var trackingUri = new Option<string?>("--tracking-uri")
        {
            Description = "Server that knows models:/ and runs:/. [env: MLFLOW_TRACKING_URI]",
        };
        var stopWithInput = new Option<bool>("--stop-with-input")
        {
            Description = "Stop when standard input ends, so as not to outlive the process that holds it open.",
        };
        var limits = new ServeLimitSettings();
        var access = new ServeAccessSettings();
        var command = new Command("serve", "Serve models over MLflow's scoring protocol and Open Inference v2.")
        {
            models, config, host, port, grpcPort, timeout, trackingUri, stopWithInput,
        };
        limits.Options.Concat(access.Options).ToList().ForEach(command.Add);
        command.Subcommands.Add(HealthcheckCommand.Create(output));
        var many = new ManyModelsSettings();
        many.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            async () =>
            {
                ServingHost.Prepare();
                var file = await ReadAsync(parsed.GetValue(config), cancellationToken);
                var options = new ServingOptions { PollInterval = PollInterval };
                file?.ApplyTo(options);
                options.Host = parsed.Stated(host, options.Host);
                options.Port = parsed.Stated(port, options.Port);
                options.GrpcPort = parsed.GetValue(grpcPort) ?? options.GrpcPort;
                options.RequestTimeout = parsed.GetValue(timeout) is { } seconds
                    ? TimeSpan.FromSeconds(seconds)
                    : options.RequestTimeout;
                AddModels(options, parsed.GetValue(models));
                limits.Apply(options, parsed);
                access.Apply(options, parsed);
                var source = new RegistryModelSource(TrackingUri(parsed.GetValue(trackingUri), file));
                many.Apply(parsed, options, source);
                return new Setup(options, source, file?.OpenTelemetry ?? new Dictionary<string, string>());
            },
            output,
            parsed.GetValue(stopWithInput) ? StandardInput.EndOf(cancellationToken) : cancellationToken));
        return command;
    }

    private static Option<string> ConfigOption() => EnvironmentOption.Text(
        "--config",
        "TRACKING_SERVE_CONFIG",
        "",
        "YAML file with models and settings; its models are followed while the host runs. Flags win over it.");

    private static Option<int?> TimeoutOption() => new("--timeout", "-t")
    {
        Description = "Seconds that one request may take. " +
            "[env: MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT] [default: 60]",
    };

    private static void AddModels(ServingOptions options, string[]? uris)
    {
        foreach (var uri in uris ?? [])
        {
            options.Models.Add(new ServedModel(ModelUri.Parse(uri)));
        }
    }

    private static Option<string[]> ModelsOption()
    {
        var models = new Option<string[]>("--model-uri", "-m")
        {
            Description = "Model to serve: models:/name@alias, models:/name/3, runs:/run_id/path or a folder. " +
                "Repeat it for more; the first answers /invocations.",
        };
        models.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !ModelUri.TryParse(token.Value, out _)))
            {
                result.AddError($"--model-uri is '{token.Value}', expected models:/name@alias, models:/name/version, " +
                    "models:/m-id, runs:/run_id/path or a folder.");
            }
        });
        return models;
    }

    private static async Task<ServingConfig?> ReadAsync(string? path, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(path) ? null : await ServingConfig.ReadAsync(path, cancellationToken);

    /// <summary>Null for what the environment says.</summary>
    private static string? TrackingUri(string? flag, ServingConfig? file) =>
        flag ?? (Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI") is { Length: > 0 }
            ? null
            : file?.TrackingUri);

    private static async Task<int> RunAsync(
        Func<Task<Setup>> configure,
        CommandOutput output,
        CancellationToken cancellationToken)
    {
        try
        {
            var (options, source, variables) = await configure();

            // Before the host, so that it ends after it: what the drain still does is told too.
            using var telemetry = ServeTelemetry.Start(variables, output.Notes);
            await using (source)
            {
                await using var host = await ServingHost.StartAsync(options, source, cancellationToken);
                await output.Results.WriteAsync(await ServeBanner.DescribeAsync(host, options, cancellationToken));
                await output.Results.FlushAsync(cancellationToken);
                await host.WaitForShutdownAsync(cancellationToken);
            }

            return ExitCodes.Success;
        }
        catch (Exception error) when (error is ServingException or FormatException)
        {
            return await output.FailAsync(error.Message);
        }
    }

    /// <summary>What flags, environment and file come to.</summary>
    private sealed record Setup(
        ServingOptions Options, RegistryModelSource Source, IReadOnlyDictionary<string, string> OpenTelemetry);
}
