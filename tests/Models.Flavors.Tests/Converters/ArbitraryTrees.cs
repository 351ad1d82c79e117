using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Tracking.Models.Flavors.Converters.Trees;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Generators of trees, and of rows that lie on their thresholds as often as beside them.</summary>
internal static class ArbitraryTrees
{
    public const int Features = 3;

    private const int Derived = 4;

    /// <summary>Doubles that a single cannot hold, among them.</summary>
    public static Gen<double> Threshold { get; } = Gen.OneOf(
        Gen.Choose(-40, 40).Select(number => number / 10.0),
        Gen.Choose(-40, 40).Select(number => number / 8.0),
        Gen.Elements(0.1f, 1e-35, -1e-35, 1e-40, 3e38, -3e38, 1e300, -1e300, double.Epsilon, 0.0, -0.0));

    public static Gen<float> Number { get; } = Gen.OneOf(
        Threshold.Select(number => (float)number),
        Threshold.Select(number => MathF.BitIncrement((float)number)),
        Gen.Elements(float.NaN, 0f, -0f, 1e-36f, -1e-36f, float.PositiveInfinity, float.NegativeInfinity, 1f, 2f, 9f),
        Gen.Choose(-3, 12).Select(number => number / 2f));

    public static Gen<Sample> Case { get; } =
        from targets in Gen.Choose(1, 3)
        from test in Gen.Elements(SplitTest.Less, SplitTest.LessOrEqual)
        from isMixed in Gen.Elements(true, false)
        from trees in Gen.NonEmptyListOf(TreeOf(targets, test, isMixed))
        from isDouble in Gen.Elements(true, false)
        from hasBase in Gen.Elements(true, false)
        from members in Gen.ListOf(Gen.Choose(0, 9))
        from rows in Gen.ListOf(Number, 24)
        select new Sample(
            new TreeEnsemble
            {
                Features = Features,
                Derived = ColumnsOf([.. members.Distinct().Order()]),
                Targets = targets,
                Trees = [.. trees.Take(8)],
                IsDouble = isDouble,
                BaseValues = hasBase ? [.. Enumerable.Range(0, targets).Select(target => target + 0.5)] : [],
            },
            [.. rows]);

    public static Gen<LightGbmSample> LightGbmCase { get; } =
        from decisions in Gen.ListOf(Gen.Elements(0, 1, 2, 4, 6, 8, 10), 3)
        from thresholds in Gen.ListOf(Threshold, 3)
        from features in Gen.ListOf(Gen.Choose(0, 1), 3)
        from rows in Gen.ListOf(Number, 24)
        select new LightGbmSample(Text([.. decisions], [.. thresholds], [.. features]), [.. rows]);

    // A root, its two splits, and a leaf at each end.
    private static string Text(int[] decisions, double[] thresholds, int[] features)
    {
        var tests = decisions.Select((decision, i) => (decision & 1) != 0
            ? (i % 2).ToString(CultureInfo.InvariantCulture)
            : thresholds[i].ToString("R", CultureInfo.InvariantCulture));
        return $"""
            num_leaves=4
            num_cat=2
            split_feature={string.Join(' ', features)}
            threshold={string.Join(' ', tests)}
            decision_type={string.Join(' ', decisions)}
            left_child=1 -1 -3
            right_child=2 -2 -4
            leaf_value=1 2 3 4
            cat_boundaries=0 1 2
            cat_threshold=6 513
            """;
    }

    private static DerivedColumn[] ColumnsOf(int[] members) =>
    [
        new Membership(0, members, float.NaN, CodeRounding.Down),
        new ZeroAsMissing(1, 1e-35f),
        new Membership(0, [1, 2], 1, CodeRounding.Down),
        new Membership(2, members, 1, CodeRounding.Down) { Known = [.. members.Union([3, 7, 12]).Order()] },
    ];

    private static Gen<Tree> TreeOf(int targets, SplitTest test, bool isMixed) =>
        from depth in Gen.Choose(0, 4)
        from splits in Gen.ListOf(SplitOf(test, isMixed), (1 << depth) - 1)
        from first in Gen.Choose(0, targets - 1)
        from weights in Gen.ListOf(Gen.Choose(-100, 100), (1 << depth) * (targets - first))
        select Build([.. splits], [.. weights], targets - first, first);

    // A full tree: the children of node n are 2n+1 and 2n+2.
    private static Tree Build(TreeSplit[] splits, int[] weights, int width, int first)
    {
        TreeNode[] nodes =
        [
            .. splits.Select((split, n) => split with { Left = (2 * n) + 1, Right = (2 * n) + 2 }),
            .. weights.Chunk(width).Select(chunk => new TreeLeaf([.. chunk.Select(weight => weight / 7.0)])),
        ];
        return Tree.Of(nodes, first, problem => new InvalidOperationException(problem));
    }

    private static Gen<TreeSplit> SplitOf(SplitTest test, bool isMixed) =>
        from column in Gen.Choose(0, Features + Derived - 1)
        from threshold in Threshold
        from missing in Gen.Elements(true, false)
        from other in Gen.Elements(SplitTest.Less, SplitTest.LessOrEqual)
        select new TreeSplit(column, isMixed ? other : test, threshold, missing, 0, 0);
}

internal sealed record Sample(TreeEnsemble Ensemble, float[] Rows);

internal sealed record LightGbmSample(string Tree, float[] Rows);
