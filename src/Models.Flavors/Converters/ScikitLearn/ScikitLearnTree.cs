using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Converters.Trees;

namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>What a tree must be like, and how it counts.</summary>
/// <param name="Features">How many features there are.</param>
/// <param name="Width">How many numbers a leaf has.</param>
/// <param name="FirstTarget">Where they begin to be added.</param>
/// <param name="Rate">What they are multiplied with.</param>
internal sealed record ScikitLearnTreeShape(int Features, int Width, int FirstTarget, double Rate)
{
    /// <summary>Those of the features that splits may ask for; null where there are none.</summary>
    public ScikitLearnCategories? Categories { get; init; }
}

/// <summary>Reads a tree: parallel lists with an item for each node.</summary>
internal static class ScikitLearnTree
{
    public static Tree Read(DocumentField field, ScikitLearnTreeShape shape)
    {
        var left = field["left"].Integers(-1);
        var count = left.Length;
        _ = field["right"].Numbers(count);
        var right = field["right"].Integers(-1);
        _ = field["feature"].Numbers(count);
        var features = field["feature"].Integers(0, shape.Features - 1);
        var thresholds = field["threshold"].Numbers(count);
        var values = Matrix.Read(field["values"], rows: count, columns: shape.Width);
        var missing = field.Find("missing_left")?.Flags() ?? new bool[count];
        Check(field, "missing_left", missing.Length, count);
        var categories = field.Find("left_categories")?.Items() ?? [];
        Check(field, "left_categories", categories.Count == 0 ? count : categories.Count, count);

        var nodes = new TreeNode[count];
        for (var node = 0; node < count; node++)
        {
            var split = new TreeSplit(
                features[node], SplitTest.LessOrEqual, thresholds[node], missing[node], left[node], right[node]);
            nodes[node] = left[node] < 0
                ? new TreeLeaf([.. values.Data.AsSpan(node * shape.Width, shape.Width).ToArray()
                    .Select(value => value * shape.Rate)])
                : categories.Count == 0 || categories[node].IsNull ? split
                : (shape.Categories ?? throw categories[node].Wrong("are categories, which only boosting has"))
                    .Split(split, categories[node]);
        }

        return Tree.Of(nodes, shape.FirstTarget, field.Wrong);
    }

    private static void Check(DocumentField tree, string name, int found, int expected)
    {
        if (found != expected)
        {
            throw tree[name].Wrong($"has {found} items; expected {expected}");
        }
    }
}
