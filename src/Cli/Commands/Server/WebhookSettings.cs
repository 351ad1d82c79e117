using System.CommandLine;
using System.Globalization;
using Tracking.Server;

namespace Tracking.Cli.Commands.Server;

/// <summary>
/// The options of webhooks under MLflow's names. The key is read from the environment only: arguments are seen by
/// everyone on a machine.
/// </summary>
internal sealed class WebhookSettings
{
    private const string KeyVariable = "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY";
    private const string TimeoutVariable = "MLFLOW_WEBHOOK_REQUEST_TIMEOUT";

    private static readonly WebhookOptions Defaults = new();

    private readonly Option<string> _schemes = EnvironmentOption.Text(
        "--webhook-allowed-schemes",
        "MLFLOW_WEBHOOK_ALLOWED_SCHEMES",
        string.Join(',', Defaults.AllowedSchemes),
        "Schemes of webhook URLs, with commas between.");

    private readonly Option<string> _hosts = EnvironmentOption.Text(
        "--webhook-allowed-hosts",
        "MLFLOW_WEBHOOK_ALLOWED_HOSTS",
        "",
        "Hosts, addresses or networks that webhooks may reach although they are private, with commas between.");

    public void AddTo(Command command)
    {
        command.Add(_schemes);
        command.Add(_hosts);
        command.Validators.Add(result =>
        {
            if (Environment.GetEnvironmentVariable(TimeoutVariable) is { Length: > 0 } text && !TryRead(text, out _))
            {
                result.AddError($"{TimeoutVariable} is '{text}', expected seconds from 1 to 300.");
            }
        });
    }

    public WebhookOptions Read(ParseResult parsed) => new()
    {
        AllowedSchemes = Split(parsed.GetValue(_schemes)!),
        AllowedHosts = Split(parsed.GetValue(_hosts)!),
        SecretKey = Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key : null,
        RequestTimeout = TryRead(Environment.GetEnvironmentVariable(TimeoutVariable), out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : Defaults.RequestTimeout,
    };

    private static bool TryRead(string? text, out int seconds) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds is >= 1 and <= 300;

    private static string[] Split(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
