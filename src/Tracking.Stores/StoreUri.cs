namespace Tracking.Stores;

/// <summary>
/// Where a store lies, by SQLAlchemy's rules: <c>sqlite:///relative.db</c>, <c>sqlite:////absolute.db</c>, or a path.
/// </summary>
public sealed record StoreUri(string Path)
{
    private const string Supported = "give sqlite:///relative/path.db, sqlite:////absolute/path.db or a path";

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
        if (!scheme.Equals("sqlite", StringComparison.OrdinalIgnoreCase))
        {
            var yet = scheme.StartsWith("postgresql", StringComparison.OrdinalIgnoreCase) ? " yet" : "";
            throw new StoreOpenException($"Stores of kind '{scheme}' are not supported{yet}: {Supported}.");
        }

        var rest = text[(separator + 3)..];
        if (!rest.StartsWith('/'))
        {
            throw new StoreOpenException($"The store URI '{text}' names no file after 'sqlite:///': {Supported}.");
        }

        return OfPath(rest[1..]);
    }

    private static StoreUri OfPath(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path == ":memory:")
        {
            throw new StoreOpenException($"The store must be a file, not '{path}': {Supported}.");
        }

        return path.Contains('?', StringComparison.Ordinal)
            ? throw new StoreOpenException($"The store URI may have no options, but has '{path[path.IndexOf('?')..]}'.")
            : new StoreUri(System.IO.Path.GetFullPath(path));
    }
}
