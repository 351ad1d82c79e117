using Tracking.Models.Flavors.Converters.Trees;

namespace Tracking.Models.Flavors.Converters.XGBoost;

/// <summary>A model of XGBoost as its file has it.</summary>
internal sealed record XGBoostModel
{
    /// <summary>Such as 1.7.4; empty where the file does not say.</summary>
    public required string Version { get; init; }

    public required int Features { get; init; }

    /// <summary>Numbers that a row gets: classes, targets, or 1.</summary>
    public required int Groups { get; init; }

    public required XGBoostObjective Objective { get; init; }

    /// <summary>What each group begins with, before the objective's link.</summary>
    public required IReadOnlyList<double> BaseScores { get; init; }

    /// <summary>Empty where the data had no names.</summary>
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>The trees of gbtree and dart.</summary>
    public XGBoostForest? Forest { get; init; }

    /// <summary>The weights of gblinear: [features and then the bias, groups].</summary>
    public IReadOnlyList<double>? Linear { get; init; }

    public required string Booster { get; init; }
}

/// <summary>Trees, and columns that they need beside the features.</summary>
internal sealed record XGBoostForest(IReadOnlyList<Tree> Trees, IReadOnlyList<DerivedColumn> Derived);
