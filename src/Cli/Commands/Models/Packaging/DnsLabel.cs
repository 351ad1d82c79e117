using System.Security.Cryptography;
using System.Text;

namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>Names for objects of a cluster: RFC 1035 labels of at most 40 characters.</summary>
internal static class DnsLabel
{
    private const int LengthMax = 40;
    private const int HashDigits = 8;

    /// <summary>
    /// The name in lower case where that is a label; else what is left of it and a hash of it, so that two models never
    /// share a label.
    /// </summary>
    public static string Of(string name)
    {
        var lower = name.ToLowerInvariant();
        if (IsLabel(lower))
        {
            return lower;
        }

        var kept = new StringBuilder();
        foreach (var character in lower)
        {
            if (char.IsAsciiLetterLower(character) || (char.IsAsciiDigit(character) && kept.Length > 0))
            {
                kept.Append(character);
            }
            else if (kept.Length > 0 && kept[^1] != '-')
            {
                kept.Append('-');
            }
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashDigits];
        var room = LengthMax - HashDigits - 1;
        var readable = kept.ToString(0, Math.Min(kept.Length, room)).TrimEnd('-');
        return readable.Length == 0 ? $"model-{hash}" : $"{readable}-{hash}";
    }

    /// <summary>Whether a name is such a label.</summary>
    public static bool IsLabel(string name) =>
        name.Length is > 0 and <= LengthMax
        && char.IsAsciiLetterLower(name[0])
        && name[^1] != '-'
        && name.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '-');
}
