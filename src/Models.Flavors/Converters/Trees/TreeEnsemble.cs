namespace Tracking.Models.Flavors.Converters.Trees;

/// <summary>Trees whose leaves are added up for each target, upon a base value.</summary>
internal sealed record TreeEnsemble
{
    /// <summary>How many columns callers feed.</summary>
    public required int Features { get; init; }

    /// <summary>Columns made of features; they stand after the features in their order.</summary>
    public IReadOnlyList<DerivedColumn> Derived { get; init; } = [];

    /// <summary>How many sums a row gets.</summary>
    public required int Targets { get; init; }

    public required IReadOnlyList<Tree> Trees { get; init; }

    /// <summary>Whether features and thresholds are compared in double precision, else in single.</summary>
    public bool IsDouble { get; init; }

    /// <summary>What each target begins with; empty for zeros.</summary>
    public IReadOnlyList<double> BaseValues { get; init; } = [];
}
