using FsCheck;
using FsCheck.Fluent;
using Tracking.Models.Flavors.Converters;
using Tracking.Models.Flavors.Converters.LightGbm;
using Tracking.Models.Flavors.Converters.Trees;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>What holds for all trees: the graph in ONNX Runtime goes where a walker in double precision goes.</summary>
public sealed class TreePropertySpecs
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(60);

    [Fact]
    public void Any_ensemble_sums_as_the_walker_does() => Check.One(Runs, Prop.ForAll(
        Arb.From(ArbitraryTrees.Case), sample =>
        {
            var model = new OnnxModelBuilder("trees", ConvertedRun.MlOptions);
            var x = model.Input("x", ElementType.Float32, "batch", ArbitraryTrees.Features);
            var seen = sample.Ensemble.IsDouble ? model.Cast(x, ElementType.Float64) : x;
            model.Output(model.AddTrees(seen, sample.Ensemble));

            var actual = ConvertedRun.Run(model.ToBytes(), ArbitraryTrees.Features, sample.Rows);

            var expected = sample.Rows.Chunk(ArbitraryTrees.Features)
                .SelectMany(row => TreeWalker.Sums(sample.Ensemble, row))
                .ToArray();
            Agreement.Check("sums", new Tensor<double>(expected, expected.Length),
                new Tensor<float>(actual, actual.Length));
        }));

    [Fact]
    public void Any_LightGbm_tree_leads_where_its_own_rules_lead() => Check.One(Runs, Prop.ForAll(
        Arb.From(ArbitraryTrees.LightGbmCase), sample =>
        {
            var text = LightGbmFiles.Of("regression", sample.Tree);
            var tree = LightGbmTree.Read(
                LightGbmText.Read("m", System.Text.Encoding.UTF8.GetBytes(text)).Trees[0], 2);

            var actual = ConvertedRun.Predict(ConvertedRun.Convert(text), 2, sample.Rows);

            Assert.Equal(sample.Rows.Chunk(2).Select(row => (float)TreeWalker.Leaf(tree, row)), actual);
        }));

    [Fact]
    public void No_single_lies_between_a_threshold_and_its_rounding() => Check.One(Runs, Prop.ForAll(
        Arb.From(ArbitraryTrees.Threshold), Arb.From(ArbitraryTrees.Number), (threshold, number) =>
        {
            foreach (var x in (float[])[number, (float)threshold, MathF.BitIncrement((float)threshold)])
            {
                Assert.Equal(x <= threshold, x <= FloatThreshold.Of(SplitTest.LessOrEqual, threshold));
                Assert.Equal(x < threshold, x < FloatThreshold.Of(SplitTest.Less, threshold));
            }
        }));
}
