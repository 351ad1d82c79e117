namespace Tracking.Architecture.Tests;

/// <summary>How large things may grow before they must be split.</summary>
internal static class SizeBudget
{
    public const int FileLinesWithoutReason = 300;

    public const int FileLines = 400;

    public const int MethodLines = 60;

    public const int TestLines = 30;

    public const int Parameters = 6;

    public const int LineCharacters = 120;

    /// <summary>Files over 300 lines, each with the reason why it is not split.</summary>
    public static IReadOnlyDictionary<string, string> LongFiles { get; } = new Dictionary<string, string>
    {
    };
}
