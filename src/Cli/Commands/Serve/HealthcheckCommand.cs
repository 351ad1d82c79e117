using System.CommandLine;
using Tracking.Cli.Output;

namespace Tracking.Cli.Commands.Serve;

/// <summary><c>tracking serve healthcheck</c>: exit code 0 if a serve host is ready; for containers.</summary>
internal static class HealthcheckCommand
{
    private const double LongestSeconds = 3_600;

    public static Command Create(CommandOutput output)
    {
        var url = EnvironmentOption.Text(
            "--url", "TRACKING_SERVE_URL", "http://127.0.0.1:5000", "Where the serve host listens.");
        var timeout = new Option<double>("--timeout", "-t")
        {
            Description = "Seconds to wait for the answer.",
            DefaultValueFactory = _ => 5,
        };
        timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= LongestSeconds))
            {
                result.AddError($"--timeout is not a number of seconds above 0 and at most {LongestSeconds}.");
            }
        });
        var insecure = new Option<bool>("--insecure") { Description = "Accept any TLS certificate." };
        var command = new Command("healthcheck", "Exit code 0 if a serve host is ready, 1 if not.")
        {
            url, timeout, insecure,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(url)!,
            TimeSpan.FromSeconds(parsed.GetValue(timeout)),
            parsed.GetValue(insecure),
            output,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string url, TimeSpan timeout, bool insecure, CommandOutput output, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/v2/health/ready", UriKind.Absolute, out var ready)
            || ready.Scheme is not ("http" or "https"))
        {
            return await output.FailAsync($"--url is '{url}', expected http://HOST:PORT or https://HOST:PORT.");
        }

        using var handler = new HttpClientHandler();
        if (insecure)
        {
            handler.ServerCertificateCustomValidationCallback =
                HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        }

        using var client = new HttpClient(handler) { Timeout = timeout };
        try
        {
            using var answer = await client.GetAsync(ready, cancellationToken);
            return answer.IsSuccessStatusCode
                ? ExitCodes.Success
                : await output.FailAsync($"{ready} answered {(int)answer.StatusCode}: not ready.");
        }
        catch (HttpRequestException error)
        {
            return await output.FailAsync($"{ready} cannot be reached: {error.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await output.FailAsync($"{ready} did not answer within {timeout.TotalSeconds:0.###} s.");
        }
    }
}
