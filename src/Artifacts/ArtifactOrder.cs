namespace Tracking.Artifacts;

/// <summary>
/// The order of a folder's children in pages: by the UTF-8 bytes of their names, a folder's with a slash behind it.
/// It is the order of object stores, which list keys: <c>a-b</c>, <c>a/</c>, <c>a0</c>.
/// </summary>
public static class ArtifactOrder
{
    /// <summary>What a child is ordered by: its name, with a slash behind it if it is a folder.</summary>
    /// <param name="name">The name without a slash.</param>
    /// <param name="isFolder">Whether it holds others.</param>
    public static string KeyOf(string name, bool isFolder) => isFolder ? name + "/" : name;

    /// <summary>Compares two keys by their UTF-8 bytes.</summary>
    /// <param name="left">A key or path without half surrogate pairs.</param>
    /// <param name="right">Another.</param>
    public static int Compare(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var common = left.AsSpan().CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[common]).CompareTo(Rank(right[common]));
    }

    // UTF-16 puts surrogates, which stand for the highest characters, before U+E000; UTF-8 does not.
    private static int Rank(char unit) => unit switch
    {
        >= '\uE000' => unit - 0x800,
        >= '\uD800' => unit + 0x2000,
        _ => unit,
    };
}
