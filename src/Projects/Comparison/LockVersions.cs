using System.Text.Json;

namespace Tracking.Projects.Comparison;

/// <summary>Versions by package, whichever tool wrote the lock.</summary>
internal static class LockVersions
{
    private static readonly string[] Separators = ["==", "=", ": ", " @ "];

    public static IReadOnlyDictionary<string, string> Of(string text)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        var json = text.IndexOf('{', StringComparison.Ordinal);
        foreach (var line in (json < 0 ? text : text[..json]).Split('\n'))
        {
            Add(versions, line.Trim().TrimStart('-').Trim());
        }

        if (json >= 0)
        {
            AddLibraries(versions, text[json..]);
        }

        return versions;
    }

    /// <summary><c>numpy==1.26.0</c>, conda's <c>numpy=1.26.0=build</c>, or <c>sdk: 10.0.1</c>.</summary>
    private static void Add(Dictionary<string, string> versions, string line)
    {
        var found = Separators.Select(text => (Text: text, At: line.IndexOf(text, StringComparison.Ordinal)))
            .Where(separator => separator.At > 0)
            .OrderBy(separator => separator.At)
            .FirstOrDefault();
        if (found.Text is not null)
        {
            versions.TryAdd(line[..found.At], line[(found.At + found.Text.Length)..]);
        }
    }

    /// <summary>The <c>libraries</c> of a .NET program: <c>"Name/1.0.0": {…}</c>.</summary>
    private static void AddLibraries(Dictionary<string, string> versions, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (!document.RootElement.TryGetProperty("libraries", out var libraries))
            {
                return;
            }

            foreach (var library in libraries.EnumerateObject())
            {
                if (library.Name.Split('/') is [var name, var version])
                {
                    versions.TryAdd(name, version);
                }
            }
        }
        catch (JsonException)
        {
            // Some other tool's text with a brace in it: its lines have been read.
        }
    }
}
