namespace Tracking.Serving.Core;

/// <summary>What a caller wants one setting to be.</summary>
/// <param name="Name">Such as trace_rate.</param>
/// <param name="Values">In words; null or none takes back what was said of it before.</param>
internal sealed record SettingChange(string Name, IReadOnlyList<string>? Values)
{
    /// <summary>The only value; an empty text where there is not just one.</summary>
    public string Value => Values is [var value] ? value : string.Empty;

    /// <summary>The error of a value that is not what was expected.</summary>
    public ServingException Misfit(string expected) => ServingException.Malformed(
        $"'{Name}' is '{string.Join(", ", Values ?? [])}', expected {expected}.");
}
