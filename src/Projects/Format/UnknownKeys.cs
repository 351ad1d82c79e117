namespace Tracking.Projects.Format;

/// <summary>Collects the keys of an MLproject file that mean nothing, which are reported and read over.</summary>
internal sealed class UnknownKeys
{
    private readonly List<string> _warnings = [];

    /// <summary>One line each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public void Note(YamlSection section, IReadOnlyList<string> known)
    {
        foreach (var (key, node) in section.Items)
        {
            if (!known.Contains(key, StringComparer.Ordinal))
            {
                _warnings.Add(
                    $"MLproject line {node.Start.Line}: '{section.NameOf(key)}' means nothing here; " +
                    $"known are {string.Join(", ", known)}.");
            }
        }
    }
}
