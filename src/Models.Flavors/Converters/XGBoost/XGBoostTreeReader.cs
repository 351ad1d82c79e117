using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Converters.Trees;

namespace Tracking.Models.Flavors.Converters.XGBoost;

/// <summary>Reads the trees of gbtree and dart.</summary>
internal sealed class XGBoostTreeReader(int features, int groups)
{
    private const int CategoricalSplit = 1;

    // Codes from here on are no categories to XGBoost.
    private const int CategoryEnd = (1 << 24) - 1;

    private readonly DerivedColumnSet _derived = new(features);

    /// <summary>Reads the first trees of a forest.</summary>
    /// <param name="forest">With trees and tree_info.</param>
    /// <param name="weights">Dart's weight of each tree, or null for 1.</param>
    /// <param name="count">How many trees to read.</param>
    public XGBoostForest Read(DocumentField forest, double[]? weights, int count)
    {
        var fields = forest["trees"].Items();
        var info = forest["tree_info"];
        var groupOf = info.Integers(0, groups - 1);
        if (groupOf.Length != fields.Count)
        {
            throw info.Wrong($"has {groupOf.Length} numbers; expected one for each of {fields.Count} trees");
        }

        var trees = new Tree[count];
        for (var i = 0; i < count; i++)
        {
            trees[i] = ReadTree(fields[i], groupOf[i], weights?[i] ?? 1);
        }

        return DerivedColumns.CountCells(_derived.Columns) <= DerivedColumns.MaxTableCells
            ? new XGBoostForest(trees, _derived.Columns)
            : throw forest["trees"].Wrong(
                $"has categorical splits that need more than {DerivedColumns.MaxTableCells} cells");
    }

    private Tree ReadTree(DocumentField field, int group, double weight)
    {
        var vector = field["tree_param"].Find("size_leaf_vector");
        if (vector?.ParsedInteger(0, int.MaxValue) > 1)
        {
            throw vector.Wrong("is above 1: trees with several outputs each (multi_strategy=multi_output_tree) are "
                + "not supported; train with one_output_per_tree");
        }

        var count = field["tree_param"]["num_nodes"].ParsedInteger(1, int.MaxValue);
        var lists = TreeLists.Read(field, count, features);
        var nodes = new TreeNode[count];
        for (var node = 0; node < count; node++)
        {
            nodes[node] = lists.Left[node] < 0
                ? new TreeLeaf([(float)lists.Conditions[node] * weight])
                : Split(lists, node);
        }

        return Tree.Of(nodes, group, field.Wrong);
    }

    private TreeSplit Split(TreeLists lists, int node)
    {
        var (left, right, defaultLeft) = (lists.Left[node], lists.Right[node], lists.DefaultLeft[node]);
        if (!lists.Categories.TryGetValue(node, out var categories))
        {
            return new TreeSplit(
                lists.Features[node], SplitTest.Less, (float)lists.Conditions[node], defaultLeft, left, right);
        }

        // A category of the set goes right.
        var column = _derived.IndexOf(
            new Membership(lists.Features[node], categories, float.NaN, CodeRounding.Down));
        return new TreeSplit(column, SplitTest.Less, Membership.Threshold, defaultLeft, left, right);
    }

    /// <summary>The parallel lists of one tree.</summary>
    private sealed record TreeLists(
        int[] Left, int[] Right, int[] Features, double[] Conditions, bool[] DefaultLeft,
        IReadOnlyDictionary<int, int[]> Categories)
    {
        public static TreeLists Read(DocumentField field, int count, int features)
        {
            var left = Children(field["left_children"], count);
            var right = Children(field["right_children"], count);
            var conditions = field["split_conditions"].Numbers(count);
            var indices = field["split_indices"];
            _ = indices.Numbers(count);
            var defaultLeft = field["default_left"];
            var flags = defaultLeft.Flags();
            if (flags.Length != count)
            {
                throw defaultLeft.Wrong($"has {flags.Length} items; expected {count}");
            }

            var categories = ReadCategories(field, count);
            for (var node = 0; node < count; node++)
            {
                // Where categories decide, XGBoost writes NaN for the number that does not.
                if (double.IsNaN(conditions[node]) && !(left[node] >= 0 && categories.ContainsKey(node)))
                {
                    throw field["split_conditions"].Wrong($"is NaN at [{node}]");
                }
            }

            return new TreeLists(
                left, right, indices.Integers(0, Math.Max(0, features - 1)), conditions, flags, categories);
        }

        private static int[] Children(DocumentField field, int count)
        {
            _ = field.Numbers(count);
            return field.Integers(-1, count - 1);
        }

        private static Dictionary<int, int[]> ReadCategories(DocumentField field, int count)
        {
            var sets = new Dictionary<int, int[]>();
            if (field.Find("split_type") is not { } types || !types.Integers().Contains(CategoricalSplit))
            {
                return sets;
            }

            var nodes = field["categories_nodes"].Integers(0, count - 1);
            var begins = field["categories_segments"];
            var sizes = field["categories_sizes"];
            var codes = field["categories"].Integers(0, CategoryEnd);
            var (starts, lengths) = (begins.Integers(0, codes.Length), sizes.Integers(0, codes.Length));
            _ = begins.Numbers(nodes.Length);
            _ = sizes.Numbers(nodes.Length);
            for (var i = 0; i < nodes.Length; i++)
            {
                if (starts[i] + (long)lengths[i] > codes.Length)
                {
                    throw sizes.Wrong($"ends at {starts[i] + (long)lengths[i]} for [{i}], beyond the {codes.Length} "
                        + "categories");
                }

                sets[nodes[i]] = [.. codes.Skip(starts[i]).Take(lengths[i]).Distinct().Order()];
            }

            var kinds = types.Integers();
            var lacking = Enumerable.Range(0, kinds.Length)
                .Where(node => kinds[node] == CategoricalSplit && !sets.ContainsKey(node))
                .Select(node => (int?)node)
                .FirstOrDefault();
            return lacking is { } bare
                ? throw types.Wrong($"makes node {bare} categorical, which has no categories")
                : sets;
        }
    }
}
