using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Converters.Trees;

namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>
/// Features whose values are codes of categories, as histogram-based boosting splits them: known codes go left or
/// right, all others where missing values go.
/// </summary>
internal sealed class ScikitLearnCategories
{
    private const int MaxCode = 1 << 16;

    private readonly IReadOnlyDictionary<int, int[]> _known;
    private readonly DerivedColumnSet _columns;
    private readonly DocumentField _step;

    private ScikitLearnCategories(DocumentField step, IReadOnlyDictionary<int, int[]> known, int features) =>
        (_step, _known, _columns) = (step, known, new DerivedColumnSet(features));

    /// <summary>The columns that splits asked for so far.</summary>
    public IReadOnlyList<DerivedColumn> Columns => _columns.Columns;

    /// <summary>Reads the field <c>categories</c> of a step: a feature and its codes each; there may be none.</summary>
    public static ScikitLearnCategories Read(DocumentField step, int features)
    {
        var known = new Dictionary<int, int[]>();
        foreach (var entry in step.Find("categories")?.Items() ?? [])
        {
            var feature = entry["feature"].Integer(0, features - 1);
            if (!known.TryAdd(feature, CodesOf(entry["codes"])))
            {
                throw entry["feature"].Wrong($"is {feature} for the second time");
            }
        }

        return new ScikitLearnCategories(step, known, features);
    }

    /// <summary>The split of a node by the codes that go left.</summary>
    public TreeSplit Split(TreeSplit node, DocumentField left)
    {
        if (!_known.TryGetValue(node.Column, out var known))
        {
            throw left.Wrong($"splits feature {node.Column} by categories, which are not told");
        }

        var members = CodesOf(left);
        if (members.Except(known).FirstOrDefault(-1) is >= 0 and var stranger)
        {
            throw left.Wrong($"holds {stranger}, which is none of the categories of feature {node.Column}");
        }

        var column = _columns.IndexOf(
            new Membership(node.Column, members, float.NaN, CodeRounding.Down) { Known = known });
        // What is no member, 0, passes the test; so the sides are swapped.
        return new TreeSplit(
            column, SplitTest.LessOrEqual, Membership.Threshold, !node.MissingGoesLeft, node.Right, node.Left);
    }

    /// <exception cref="ModelConversionException">The splits need larger tables than graphs may have.</exception>
    public void CheckSize()
    {
        if (DerivedColumns.CountCells(Columns) > DerivedColumns.MaxTableCells)
        {
            throw _step["categories"].Wrong($"has splits that need more than {DerivedColumns.MaxTableCells} cells");
        }
    }

    private static int[] CodesOf(DocumentField field) => [.. field.Integers(0, MaxCode).Distinct().Order()];
}
