namespace Tracking.Stores;

/// <summary>
/// Where a store lies, by SQLAlchemy's rules: <c>sqlite:///relative.db</c>, <c>sqlite:////absolute.db</c>, a path, or
/// <c>postgresql://user:password@host:port/database</c>. Its text holds no password.
/// </summary>
public sealed record StoreUri
{
    private const string Supported =
        "give sqlite:///relative/path.db, sqlite:////absolute/path.db, a path, or postgresql://user@host/database";

    private StoreUri(string? path, PostgresStoreConfig? postgres) => (Path, Postgres) = (path, postgres);

    /// <summary>The file of a SQLite store; else null.</summary>
    public string? Path { get; }

    /// <summary>The database of a store on PostgreSQL; else null.</summary>
    public PostgresStoreConfig? Postgres { get; }

    /// <exception cref="StoreOpenException">Another database, or no file; the message names what is
    /// supported.</exception>
    public static StoreUri Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var separator = text.IndexOf("://", StringComparison.Ordinal);
        var isFileScheme = text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        if (separator < 0 && !isFileScheme)
        {
            return OfPath(text);
        }

        // Only the scheme is repeated: the rest may hold a password.
        var scheme = isFileScheme ? "file" : text[..separator];
        if (PostgresUri.HasScheme(scheme))
        {
            return new StoreUri(null, PostgresUri.Parse(text));
        }

        if (!scheme.Equals("sqlite", StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreOpenException($"Stores of kind '{scheme}' are not supported: {Supported}.");
        }

        var rest = text[(separator + 3)..];
        if (!rest.StartsWith('/'))
        {
            throw new StoreOpenException($"The store URI '{text}' names no file after 'sqlite:///': {Supported}.");
        }

        return OfPath(rest[1..]);
    }

    public override string ToString() => Postgres is { } config
        ? $"postgresql://{config.Host}:{config.Port}/{config.Database}"
        : $"sqlite:///{Path}";

    private static StoreUri OfPath(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path == ":memory:")
        {
            throw new StoreOpenException($"The store must be a file, not '{path}': {Supported}.");
        }

        return path.Contains('?', StringComparison.Ordinal)
            ? throw new StoreOpenException($"The store URI may have no options, but has '{path[path.IndexOf('?')..]}'.")
            : new StoreUri(System.IO.Path.GetFullPath(path), null);
    }
}
