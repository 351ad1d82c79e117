namespace Tracking.Models.Flavors.Converters.Trees;

/// <summary>A node of a tree: <see cref="TreeLeaf"/> or <see cref="TreeSplit"/>.</summary>
internal abstract record TreeNode;

/// <summary>Where a row ends.</summary>
/// <param name="Weights">What is added to the tree's targets, one number for each.</param>
internal sealed record TreeLeaf(IReadOnlyList<double> Weights) : TreeNode;

/// <summary>Where a row goes one way or the other.</summary>
/// <param name="Column">Which value decides: a feature, or after these a derived column.</param>
/// <param name="Test">The test by which a row goes left.</param>
/// <param name="Threshold">As exact as the toolkit keeps it.</param>
/// <param name="MissingGoesLeft">Where NaN goes.</param>
/// <param name="Left">Index of the node for rows that pass.</param>
/// <param name="Right">Index of the node for the others.</param>
internal sealed record TreeSplit(
    int Column, SplitTest Test, double Threshold, bool MissingGoesLeft, int Left, int Right) : TreeNode;

/// <summary>What a value must be to go left.</summary>
internal enum SplitTest
{
    /// <summary>Below the threshold.</summary>
    Less,

    /// <summary>At most the threshold.</summary>
    LessOrEqual,
}
