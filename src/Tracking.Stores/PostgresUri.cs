using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Tracking.Stores;

/// <summary>
/// Reads <c>postgresql[+driver]://user:password@host:port/database?option=value</c> as SQLAlchemy and libpq do. What is
/// special within a part is percent-encoded. Messages repeat nothing that may hold a password.
/// </summary>
internal static partial class PostgresUri
{
    private const string SocketFolder = "/var/run/postgresql";
    private const string Form = "it must be postgresql://user:password@host:port/database?option=value, with what is " +
        "special in a part percent-encoded (@ is %40)";

    /// <summary>The options of libpq that are understood, and what they are to the driver.</summary>
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["keepalives_idle"] = "Keepalive",
        ["options"] = "Options",
        ["passfile"] = "Passfile",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslmode"] = "SSL Mode",
        ["sslpassword"] = "SSL Password",
        ["sslrootcert"] = "Root Certificate",
    };

    /// <summary>postgresql and postgres, with any of SQLAlchemy's drivers: ours takes its place.</summary>
    public static bool HasScheme(string scheme) =>
        scheme.Split('+')[0].ToLowerInvariant() is "postgresql" or "postgres";

    /// <exception cref="StoreOpenException">The part that is wrong and what was expected.</exception>
    public static PostgresStoreConfig Parse(string text)
    {
        var match = Parts().Match(text);
        if (!match.Success)
        {
            throw new StoreOpenException($"The store URI of PostgreSQL cannot be read: {Form}.");
        }

        var options = ReadOptions(match.Groups["query"].Value);
        string? Part(string name, string option)
        {
            var inQuery = options.Remove(option, out var value) ? value : null;
            return match.Groups[name] is { Success: true, Length: > 0 } part ? Decode(part.Value) : inQuery;
        }

        var user = Part("user", "user");
        var config = new PostgresStoreConfig
        {
            User = user,
            Password = Part("password", "password"),
            Host = Part("ipv6", "host") ?? Part("host", "host") ?? DefaultHost,
            Port = PortOf(Part("port", "port")),
            Database = Part("database", "dbname") ?? user
                ?? throw new StoreOpenException($"The store URI of PostgreSQL names no database: {Form}."),
            Settings = SettingsOf(options),
        };
        Check(config);
        return config;
    }

    private static string DefaultHost => Directory.Exists(SocketFolder) ? SocketFolder : "localhost";

    private static Dictionary<string, string> ReadOptions(string query)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new StoreOpenException("An option in the store URI of PostgreSQL is not 'name=value'.");
            }

            options[Decode(pair[..equals])] = Decode(pair[(equals + 1)..].Replace('+', ' '));
        }

        return options;
    }

    private static int PortOf(string? text)
    {
        const int Default = 5432;
        if (text is null)
        {
            return Default;
        }

        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        return isNumber && port is > 0 and < 65_536
            ? port
            : throw new StoreOpenException(
                "The port in the store URI of PostgreSQL is not a number from 1 to 65535; an '@', ':' or '/' in the " +
                "password must be percent-encoded.");
    }

    private static Dictionary<string, string> SettingsOf(Dictionary<string, string> options)
    {
        // Texts are UTF-8 whatever the client asks for.
        options.Remove("client_encoding");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in options)
        {
            if (!Options.TryGetValue(name, out var setting))
            {
                throw new StoreOpenException(
                    $"The store URI of PostgreSQL has the unknown option '{name}'; known are " +
                    $"{string.Join(", ", Options.Keys)}.");
            }

            // verify-ca is VerifyCA to the driver.
            settings[setting] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return settings;
    }

    private static void Check(PostgresStoreConfig config)
    {
        foreach (var (setting, value) in config.Settings)
        {
            try
            {
                _ = new NpgsqlConnectionStringBuilder { [setting] = value };
            }
            catch (ArgumentException error)
            {
                var name = Options.First(option => option.Value == setting).Key;
                throw new StoreOpenException(
                    $"The option '{name}' in the store URI of PostgreSQL has a value that PostgreSQL does not know.",
                    error);
            }
        }
    }

    private static string Decode(string part) => Uri.UnescapeDataString(part);

    [GeneratedRegex(
        @"^[^:]+://(?:(?<user>[^:/@?]*)(?::(?<password>[^@]*))?@)?(?:\[(?<ipv6>[^\]/?]+)\]|(?<host>[^/:?@]*))" +
        @"(?::(?<port>[^/?@]*))?(?:/(?<database>[^?]*))?(?:\?(?<query>.*))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
