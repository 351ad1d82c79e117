namespace Tracking.Server.Access;

/// <summary>A list of names, some of them patterns; a lone <c>*</c> stands for every name.</summary>
internal sealed class NamePatterns
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<GlobPattern> _patterns = [];

    public NamePatterns(IEnumerable<string> entries)
    {
        foreach (var entry in entries.Select(entry => entry.Trim()).Where(entry => entry.Length > 0))
        {
            IsEverything |= entry == "*";
            if (entry.Contains('*', StringComparison.Ordinal))
            {
                _patterns.Add(new GlobPattern(entry));
            }
            else
            {
                _names.Add(entry);
            }
        }
    }

    public bool IsEverything { get; }

    public bool Contain(string name) =>
        IsEverything || _names.Contains(name) || _patterns.Exists(pattern => pattern.Matches(name));
}
