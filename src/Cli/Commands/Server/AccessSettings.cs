using System.CommandLine;
using Tracking.Server.Access;

namespace Tracking.Cli.Commands.Server;

/// <summary>Who may call the server: flags and variables of <c>mlflow server</c>.</summary>
internal sealed class AccessSettings
{
    private readonly Option<string> _hosts = EnvironmentOption.Text(
        "--allowed-hosts",
        "MLFLOW_SERVER_ALLOWED_HOSTS",
        "",
        "Host headers to serve, separated by commas; 'ml.example.org', '*.example.org:*', or '*' for all. By default " +
        "localhost and private addresses.");

    private readonly Option<string> _origins = EnvironmentOption.Text(
        "--cors-allowed-origins",
        "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS",
        "",
        "Web pages that may call the API besides this server's and localhost's, separated by commas; " +
        "'https://app.example.org', 'https://*.example.org', or '*' for all.");

    private readonly Option<string> _frames = EnvironmentOption.Text(
        "--x-frame-options",
        "MLFLOW_SERVER_X_FRAME_OPTIONS",
        new AccessOptions().XFrameOptions,
        "X-Frame-Options header: SAMEORIGIN, DENY, or NONE to send none.");

    private readonly Option<bool> _isDisabled = EnvironmentNumber.Flag(
        "--disable-security-middleware",
        "MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE",
        "Serve every Host and every web page.");

    public IReadOnlyList<Option> Options => [_hosts, _origins, _frames, _isDisabled];

    public AccessOptions Read(ParseResult parsed) => new()
    {
        AllowedHosts = ListOf(parsed.GetValue(_hosts)!),
        AllowedOrigins = ListOf(parsed.GetValue(_origins)!),
        XFrameOptions = parsed.GetValue(_frames)!,
        IsDisabled = parsed.GetValue(_isDisabled),
    };

    private static string[] ListOf(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
