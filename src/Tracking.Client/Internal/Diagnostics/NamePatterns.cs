namespace Tracking.Client.Internal.Diagnostics;

/// <summary>Names, of which one may end in a star that stands for anything.</summary>
internal sealed class NamePatterns(IReadOnlyList<string> patterns)
{
    internal bool Match(string name)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.EndsWith('*')
                ? name.AsSpan().StartsWith(pattern.AsSpan(..^1), StringComparison.OrdinalIgnoreCase)
                : name.Equals(pattern, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
