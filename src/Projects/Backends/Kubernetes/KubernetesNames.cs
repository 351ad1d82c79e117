namespace Tracking.Projects.Backends.Kubernetes;

/// <summary>Names that Kubernetes takes: small letters, digits and '-', at most 63 of them.</summary>
internal static class KubernetesNames
{
    /// <summary>Leaves room for the time that follows it.</summary>
    private const int LengthMax = 63 - 28;

    /// <summary>The nearest such name; <c>project</c> where nothing is left.</summary>
    public static string Of(string text)
    {
        var letters = text.ToLowerInvariant().Select(
            c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-');
        var name = string.Concat(letters).Trim('-');
        name = name[..Math.Min(name.Length, LengthMax)].Trim('-');
        return name.Length == 0 ? "project" : name;
    }
}
