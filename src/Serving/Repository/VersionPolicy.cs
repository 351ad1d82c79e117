using System.Globalization;

namespace Tracking.Serving.Repository;

/// <summary>Which versions of a model folder are served: the newest ones, all, or those named.</summary>
public sealed record VersionPolicy
{
    private readonly int _latest;
    private readonly IReadOnlyList<int> _named = [];

    private VersionPolicy(int latest, IReadOnlyList<int> named)
    {
        _latest = latest;
        _named = named;
    }

    /// <summary>Every version.</summary>
    public static VersionPolicy All { get; } = new(int.MaxValue, []);

    /// <summary>So many versions with the highest numbers, at least one.</summary>
    /// <param name="count">How many.</param>
    public static VersionPolicy Latest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(count, []);
    }

    /// <summary>These versions, where they exist.</summary>
    /// <param name="versions">Their numbers.</param>
    public static VersionPolicy Specific(params IReadOnlyList<int> versions) => new(0, versions);

    /// <summary>Reads <c>latest</c>, <c>latest:2</c>, <c>all</c> or <c>1,3</c>.</summary>
    /// <param name="text">One of these.</param>
    /// <exception cref="FormatException">None of them.</exception>
    public static VersionPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "all")
        {
            return All;
        }

        var parts = text.Split(':');
        if (parts[0] == "latest" && parts.Length <= 2)
        {
            return parts.Length == 1 ? Latest(1) : Latest(Number(parts[1], text));
        }

        return Specific([.. text.Split(',').Select(part => Number(part, text))]);
    }

    /// <summary>Those to serve, the highest first.</summary>
    internal IEnumerable<int> Choose(IEnumerable<int> versions)
    {
        var descending = versions.OrderDescending();
        return _named.Count > 0 ? descending.Where(_named.Contains) : descending.Take(_latest);
    }

    private static int Number(string part, string text) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException(
                $"The version policy is '{text}', expected latest, latest:COUNT, all, or version numbers such as 1,3.");
}
