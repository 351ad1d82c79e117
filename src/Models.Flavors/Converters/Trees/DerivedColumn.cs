namespace Tracking.Models.Flavors.Converters.Trees;

/// <summary>A column made of a feature, for tests that no threshold expresses.</summary>
/// <param name="Feature">Of which feature.</param>
internal abstract record DerivedColumn(int Feature);

/// <summary>The feature, with NaN in place of values close to zero.</summary>
/// <param name="Feature">Of which feature.</param>
/// <param name="Reach">The largest magnitude that counts as zero.</param>
internal sealed record ZeroAsMissing(int Feature, float Reach) : DerivedColumn(Feature);

/// <summary>1 where the feature is one of some categories, 0 where it is another.</summary>
/// <param name="Feature">Of which feature.</param>
/// <param name="Members">Codes of those categories, ascending, none negative.</param>
/// <param name="Missing">What NaN gives: 0, 1, or NaN.</param>
/// <param name="Rounding">How a number becomes a code.</param>
internal sealed record Membership(int Feature, IReadOnlyList<int> Members, float Missing, CodeRounding Rounding)
    : DerivedColumn(Feature)
{
    /// <summary>The codes known from training, ascending; all others count as missing. Null where none does.</summary>
    public IReadOnlyList<int>? Known { get; init; }

    /// <summary>Between "no" and "yes".</summary>
    public const double Threshold = 0.5;
}

/// <summary>How toolkits make a category's code of a number.</summary>
internal enum CodeRounding
{
    /// <summary>As C casts: -0.5 is category 0.</summary>
    TowardZero,

    /// <summary>Downwards: what is below zero is no category.</summary>
    Down,
}
