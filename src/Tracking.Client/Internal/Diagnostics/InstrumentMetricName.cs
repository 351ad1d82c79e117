using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tracking.Client.Internal.Diagnostics;

/// <summary>Names of metrics from those of instruments and their tags, within what servers take.</summary>
internal static class InstrumentMetricName
{
    /// <summary>The most characters of a metric's name.</summary>
    internal const int MaxChars = 250;

    private const int HashDigits = 8;

    // Room for "/count" and its like behind the name.
    private const int SuffixChars = 6;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-. /");

    internal static string Of(string prefix, string instrument, IEnumerable<KeyValuePair<string, object?>> tags)
    {
        var name = new StringBuilder();
        Append(name, prefix);
        Append(name, instrument);
        foreach (var (key, value) in tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            name.Append('/');
            Append(name, key);
            name.Append('_');
            Append(name, (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Replace('/', '_'));
        }

        var full = name.ToString();
        const int longest = MaxChars - SuffixChars;
        return full.Length <= longest
            ? full
            : full[..(longest - HashDigits - 1)] + "_"
                + Artifacts.DigestList.Hash(Encoding.UTF8.GetBytes(full))[..HashDigits];
    }

    private static void Append(StringBuilder name, string text)
    {
        foreach (var character in text)
            name.Append(Allowed.Contains(character) ? character : '_');
    }
}
