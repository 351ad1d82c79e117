using Tracking.Models.Flavors.Converters.LightGbm;
using Tracking.Models.Flavors.Converters.Trees;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Evaluates trees one node at a time in double precision: what a converted graph must agree with.</summary>
internal static class TreeWalker
{
    /// <summary>The sums of a row.</summary>
    public static double[] Sums(TreeEnsemble ensemble, float[] row)
    {
        var sums = ensemble.BaseValues.Count > 0 ? ensemble.BaseValues.ToArray() : new double[ensemble.Targets];
        var values = row.Select(value => (double)value)
            .Concat(ensemble.Derived.Select(column => Derive(column, row[column.Feature])))
            .ToArray();
        foreach (var tree in ensemble.Trees)
        {
            var leaf = Walk(tree, values);
            for (var i = 0; i < leaf.Weights.Count; i++)
            {
                sums[tree.FirstTarget + i] += leaf.Weights[i];
            }
        }

        return sums;
    }

    /// <summary>The leaf of a row by LightGBM's own rules, not by how they are converted.</summary>
    public static double Leaf(LightGbmTree tree, float[] row)
    {
        var node = tree.Splits.Count > 0 ? 0 : -1;
        while (node >= 0)
        {
            var split = tree.Splits[node];
            node = GoesLeft(split, row[split.Feature]) ? split.Left : split.Right;
        }

        return tree.Leaves[~node];
    }

    private static bool GoesLeft(LightGbmSplit split, double value)
    {
        if (split.IsCategorical)
        {
            return !double.IsNaN(value) && value > -1 && value < int.MaxValue
                && split.Categories.Contains((int)value);
        }

        var number = double.IsNaN(value) && split.Missing != LightGbmMissing.NaN ? 0 : value;
        var isMissing = split.Missing == LightGbmMissing.Zero
            ? Math.Abs(number) <= 1e-35f
            : split.Missing == LightGbmMissing.NaN && double.IsNaN(number);
        return isMissing ? split.DefaultLeft : number <= split.Threshold;
    }

    private static TreeLeaf Walk(Tree tree, double[] values)
    {
        var node = tree.Nodes[0];
        while (node is TreeSplit split)
        {
            var value = values[split.Column];
            var goesLeft = double.IsNaN(value) ? split.MissingGoesLeft
                : split.Test == SplitTest.Less ? value < split.Threshold
                : value <= split.Threshold;
            node = tree.Nodes[goesLeft ? split.Left : split.Right];
        }

        return (TreeLeaf)node;
    }

    private static double Derive(DerivedColumn column, float value)
    {
        if (column is ZeroAsMissing zero)
        {
            return Math.Abs(value) <= zero.Reach ? double.NaN : value;
        }

        var member = (Membership)column;
        if (float.IsNaN(value))
        {
            return member.Missing;
        }

        var code = member.Rounding == CodeRounding.Down ? Math.Floor(value) : Math.Truncate(value);
        var isCode = code is >= 0 and <= int.MaxValue;
        return member.Known is { } known && !(isCode && known.Contains((int)code)) ? member.Missing
            : isCode && member.Members.Contains((int)code) ? 1
            : 0;
    }
}
