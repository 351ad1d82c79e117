namespace Tracking.Core.Search;

/// <summary>Bounds on what one search may ask for; beyond them it is refused before any store is touched.</summary>
public static class SearchLimits
{
    public const int MaxFilterLength = 100_000;

    /// <summary>Parentheses and NOTs inside each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>Comparisons in one filter; database engines bound the depth of an expression.</summary>
    public const int MaxTerms = 200;

    /// <summary>Values in one IN list.</summary>
    public const int MaxListItems = 10_000;

    /// <summary>Characters of a LIKE pattern; database engines refuse longer ones, or take long over them.</summary>
    public const int MaxPatternLength = 10_000;

    public const int MaxOrderTerms = 20;

    public const int MaxOrderTermLength = 1_000;

    public const int MaxTokenLength = 16_384;
}
