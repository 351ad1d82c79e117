using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Models.Uris;
using Tracking.Serving;
using Tracking.Serving.Core;

namespace Tracking.Cli.Commands.Serve;

/// <summary><c>tracking serve</c>: models as REST endpoints.</summary>
internal static class ServeCommand
{
    public static Command Create(CommandOutput output)
    {
        var models = ModelsOption();
        var host = EnvironmentOption.Host("MLFLOW_HOST");
        var port = EnvironmentOption.Port(
            new ServingOptions().Port, "MLFLOW_PORT", "AIP_HTTP_PORT", "SAGEMAKER_BIND_TO_PORT");
        var grpcPort = new Option<int?>("--grpc-port")
        {
            Description = "A further port that speaks gRPC alone; --port speaks it too.",
        };
        var timeout = new Option<int?>("--timeout", "-t")
        {
            Description = "Seconds that one request may take. " +
                "[env: MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT] [default: 60]",
        };
        var trackingUri = new Option<string?>("--tracking-uri")
        {
            Description = "Server that knows models:/ and runs:/. [env: MLFLOW_TRACKING_URI]",
        };
        var limits = new ServeLimitSettings();
        var access = new ServeAccessSettings();
        var command = new Command("serve", "Serve models over MLflow's scoring protocol and Open Inference v2.")
        {
            models, host, port, grpcPort, timeout, trackingUri,
        };
        limits.Options.Concat(access.Options).ToList().ForEach(command.Add);
        command.Subcommands.Add(HealthcheckCommand.Create(output));
        var many = new ManyModelsSettings();
        many.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ServingOptions
            {
                Host = parsed.GetValue(host)!,
                Port = parsed.GetValue(port),
                GrpcPort = parsed.GetValue(grpcPort),
                RequestTimeout = parsed.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            };
            foreach (var uri in parsed.GetValue(models) ?? [])
            {
                options.Models.Add(new ServedModel(ModelUri.Parse(uri)));
            }

            await using var source = new RegistryModelSource(parsed.GetValue(trackingUri));
            if (Configure(options, limits, access, parsed) is { } problem)
            {
                return await output.FailAsync(problem);
            }

            many.Apply(parsed, options, source);
            return await RunAsync(options, source, output, cancellationToken);
        });
        return command;
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

    /// <summary>What is wrong with the flags; null if nothing is.</summary>
    private static string? Configure(
        ServingOptions options, ServeLimitSettings limits, ServeAccessSettings access, ParseResult parsed)
    {
        try
        {
            limits.Apply(options, parsed);
            access.Apply(options, parsed);
            return null;
        }
        catch (FormatException error)
        {
            return error.Message;
        }
    }

    private static async Task<int> RunAsync(
        ServingOptions options, RegistryModelSource source, CommandOutput output, CancellationToken cancellationToken)
    {
        // Before the host, so that it ends after it: what the drain still does is told too.
        using var telemetry = ServeTelemetry.Start(output.Notes);
        try
        {
            await using var host = await ServingHost.StartAsync(options, source, cancellationToken);
            await output.Results.WriteAsync(await ServeBanner.DescribeAsync(host, options, cancellationToken));
            await output.Results.FlushAsync(cancellationToken);
            await host.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Success;
        }
        catch (ServingException error)
        {
            return await output.FailAsync(error.Message);
        }
    }
}
