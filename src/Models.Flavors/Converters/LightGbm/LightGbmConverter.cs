using Tracking.Models.Flavors.Converters.Trees;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.LightGbm;

/// <summary>Makes graphs of models of LightGBM; they give what <c>Booster.predict</c> gives.</summary>
internal static class LightGbmConverter
{
    // LightGBM's kZeroThreshold.
    private const float ZeroReach = 1e-35f;

    public static ConvertedGraph Convert(string file, byte[] bytes, ConversionOptions options)
    {
        var text = LightGbmText.Read(file, bytes);
        var lightGbm = LightGbmModel.Read(text, options);
        var model = ConvertedGraph.Begin("lightgbm", "LightGBM", lightGbm.Version);
        var x = model.Input(ConvertedGraph.Input, ElementType.Float32, "batch", lightGbm.Features);
        var sums = model.AddTrees(x, ToEnsemble(lightGbm, text));
        if (lightGbm.IsAverage && lightGbm.Rounds > 0)
        {
            sums = model.Div(sums, model.Like(sums, lightGbm.Rounds));
        }

        var prediction = lightGbm.Objective.Predict(model, sums);
        model.Output(prediction);
        return new ConvertedGraph(model, new ModelSignature(
            ConvertedGraph.Features(lightGbm.FeatureNames, lightGbm.Features, ElementType.Float32),
            ConvertedGraph.Outputs(prediction)))
        {
            ToolkitVersion = lightGbm.Version,
            Summary = $"{lightGbm.Trees.Count} trees, "
                + (lightGbm.Objective.Name.Length > 0 ? lightGbm.Objective.Name : "custom objective"),
        };
    }

    private static TreeEnsemble ToEnsemble(LightGbmModel model, LightGbmText text)
    {
        var derived = new DerivedColumnSet(model.Features);
        var trees = new Tree[model.Trees.Count];
        for (var i = 0; i < trees.Length; i++)
        {
            trees[i] = ToTree(model.Trees[i], derived, i % model.Groups, text.Trees[i]);
        }

        if (DerivedColumns.CountCells(derived.Columns) > DerivedColumns.MaxTableCells)
        {
            throw text.Head.Wrong(
                $"belongs to categorical splits that need more than {DerivedColumns.MaxTableCells} cells");
        }

        return new TreeEnsemble
        {
            Features = model.Features,
            Derived = derived.Columns,
            Targets = model.Groups,
            Trees = trees,
        };
    }

    private static Tree ToTree(LightGbmTree tree, DerivedColumnSet derived, int group, LightGbmSection section)
    {
        // Leaves stand after the splits: leaf 0, which is child -1, is the first of them.
        int At(int child) => child >= 0 ? child : tree.Splits.Count + ~child;
        TreeNode[] nodes =
        [
            .. tree.Splits.Select(split => ToSplit(split, derived, At)),
            .. tree.Leaves.Select(value => new TreeLeaf([value])),
        ];
        return Tree.Of(nodes, group, section.Wrong);
    }

    private static TreeSplit ToSplit(LightGbmSplit split, DerivedColumnSet derived, Func<int, int> at)
    {
        if (split.IsCategorical)
        {
            // Members go left; NaN is no category and goes right.
            var member = derived.IndexOf(new Membership(split.Feature, split.Categories, 0, CodeRounding.TowardZero));
            return new TreeSplit(
                member, SplitTest.LessOrEqual, Membership.Threshold, false, at(split.Right), at(split.Left));
        }

        var (column, missingLeft) = split.Missing switch
        {
            LightGbmMissing.None => (split.Feature, split.Threshold >= 0),
            LightGbmMissing.Zero => (derived.IndexOf(new ZeroAsMissing(split.Feature, ZeroReach)), split.DefaultLeft),
            _ => (split.Feature, split.DefaultLeft),
        };
        return new TreeSplit(
            column, SplitTest.LessOrEqual, split.Threshold, missingLeft, at(split.Left), at(split.Right));
    }
}
