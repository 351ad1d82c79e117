using System.CommandLine;
using Tracking.Serving;
using Tracking.Serving.Core;

namespace Tracking.Cli.Commands.Serve;

/// <summary>Who may call the serve host, and TLS. Keys are never flags, which every process can read.</summary>
internal sealed class ServeAccessSettings
{
    private const string PredictVariable = "TRACKING_SERVE_PREDICT_KEYS";
    private const string AdminVariable = "TRACKING_SERVE_ADMIN_KEYS";

    private readonly Option<string> _keys = EnvironmentOption.Text(
        "--api-keys-file",
        "TRACKING_SERVE_API_KEYS_FILE",
        "",
        "File with a line 'predict:KEY' or 'admin:KEY' for each API key. Further keys, separated by commas, come " +
        $"from {PredictVariable} and {AdminVariable}; without any key everybody may call.");

    private readonly Option<string> _restrict = EnvironmentOption.Text(
        "--restrict",
        "TRACKING_SERVE_RESTRICT",
        "",
        "What groups of endpoints need, separated by commas, such as 'statistics=open,repository=off'. Groups: " +
        "health, inference, metadata, repository, statistics, docs; roles: open, predict, admin, off.");

    private readonly Option<string> _certificate = EnvironmentOption.Text(
        "--ssl-certfile", "TRACKING_SERVE_SSL_CERTFILE", "", "Certificate in PEM; turns TLS on.");

    private readonly Option<string> _key = EnvironmentOption.Text(
        "--ssl-keyfile", "TRACKING_SERVE_SSL_KEYFILE", "", "The certificate's key in PEM, if it is not in its file.");

    private readonly Option<string> _log = EnvironmentOption.Text(
        "--access-log", "TRACKING_SERVE_ACCESS_LOG", "off", "A line per request on standard error: off, text or json.");

    public IReadOnlyList<Option> Options => [_keys, _restrict, _certificate, _key, _log];

    /// <summary>Adds what was asked for to the options; a file with keys stands for the one they have.</summary>
    /// <exception cref="FormatException">A text cannot be read; one line says which.</exception>
    /// <exception cref="ServingException">The file with API keys cannot be read.</exception>
    public void Apply(ServingOptions options, ParseResult parsed)
    {
        if (parsed.States(_log))
        {
            options.AccessLog = IsName<AccessLogFormat>(parsed.GetValue(_log)!, out var format)
                ? format
                : throw new FormatException(
                    $"--access-log is '{parsed.GetValue(_log)}', expected one of {Names<AccessLogFormat>()}.");
        }

        options.Access = Access(options.Access, parsed);
        options.Tls = Tls(options.Tls, parsed);
    }

    private ServingAccess Access(ServingAccess access, ParseResult parsed)
    {
        if (parsed.States(_keys) && parsed.GetValue(_keys) is { Length: > 0 } file)
        {
            access = access.WithOnlyKeysOf(file);
        }

        return access with
        {
            PredictKeys = [.. Split(Environment.GetEnvironmentVariable(PredictVariable)), .. access.PredictKeys],
            AdminKeys = [.. Split(Environment.GetEnvironmentVariable(AdminVariable)), .. access.AdminKeys],
            Groups = parsed.States(_restrict)
                ? Split(parsed.GetValue(_restrict)).Select(ReadRule).ToDictionary()
                : access.Groups,
        };
    }

    private ServingTls? Tls(ServingTls? tls, ParseResult parsed)
    {
        var certificate = parsed.States(_certificate) ? parsed.GetValue(_certificate) : null;
        var key = parsed.States(_key) && parsed.GetValue(_key) is { Length: > 0 } file ? file : null;
        if (string.IsNullOrEmpty(certificate))
        {
            return key is null ? tls : throw new FormatException("--ssl-keyfile is given without --ssl-certfile.");
        }

        return new ServingTls(certificate, key);
    }

    private static KeyValuePair<EndpointGroup, ServingRole> ReadRule(string text)
    {
        var (group, role) = Pair(text, '=');
        return IsName<EndpointGroup>(group, out var endpoints) && IsName<ServingRole>(role, out var needed)
            ? new(endpoints, needed)
            : throw new FormatException(
                $"--restrict has '{text}', expected GROUP=ROLE: groups {Names<EndpointGroup>()}; " +
                $"roles {Names<ServingRole>()}.");
    }

    private static bool IsName<T>(string text, out T value)
        where T : struct, Enum => Enum.TryParse(text, ignoreCase: true, out value) && text.All(char.IsAsciiLetter);

    private static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();

    private static (string Left, string Right) Pair(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at].Trim(), text[(at + 1)..].Trim());
    }

    private static List<string> Split(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
