namespace Tracking.Client.Internal.Surroundings;

/// <summary>
/// A file of <c>[section]</c> headers and <c>key = value</c> lines, as credentials and git's settings are kept.
/// </summary>
internal sealed class IniFile
{
    private const int MaxBytes = 1024 * 1024;

    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.Ordinal);

    private IniFile()
    {
    }

    /// <summary>In the order of the file.</summary>
    internal IEnumerable<string> Sections => _sections.Keys;

    /// <summary>Null where there is no such file.</summary>
    /// <exception cref="IOException">The file is larger than 1 MB or cannot be read.</exception>
    internal static IniFile? Read(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: var length })
            return null;
        return length <= MaxBytes
            ? Parse(File.ReadLines(path))
            : throw new IOException($"'{path}' has {length} bytes; expected at most {MaxBytes}");
    }

    /// <summary>Keys ignore case; of a key that comes twice the first counts, as for git's first remote URL.</summary>
    internal static IniFile Parse(IEnumerable<string> lines)
    {
        var file = new IniFile();
        Dictionary<string, string>? section = null;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            if (line[0] == '[' && line[^1] == ']')
                section = file.Section(line[1..^1].Trim());
            else if (line.AsSpan().IndexOfAny('=', ':') is var at and > 0)
                section?.TryAdd(line[..at].TrimEnd(), line[(at + 1)..].TrimStart());
        }

        return file;
    }

    /// <summary>Null where the section or the key is missing, or the value is empty.</summary>
    internal string? Value(string section, string key) =>
        _sections.TryGetValue(section, out var values) && values.TryGetValue(key, out var value) && value.Length > 0
            ? value
            : null;

    private Dictionary<string, string> Section(string name)
    {
        if (!_sections.TryGetValue(name, out var section))
            _sections[name] = section = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        return section;
    }
}
