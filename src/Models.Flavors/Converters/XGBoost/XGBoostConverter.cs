using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Converters.Trees;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.XGBoost;

/// <summary>Makes graphs of models of XGBoost; they give what <c>Booster.predict</c> gives.</summary>
internal static class XGBoostConverter
{
    public static ConvertedGraph Convert(DocumentField root, ConversionOptions options)
    {
        var xgboost = XGBoostReader.Read(root, options);
        var model = ConvertedGraph.Begin("xgboost", "XGBoost", xgboost.Version);
        var x = model.Input(ConvertedGraph.Input, ElementType.Float32, "batch", xgboost.Features);
        // The library's own sums are in single precision, base score first.
        var margins = xgboost.BaseScores.Select(score => (double)(float)xgboost.Objective.MarginOf((float)score));
        var sums = xgboost.Forest is { } forest
            ? model.AddTrees(x, new TreeEnsemble
            {
                Features = xgboost.Features,
                Derived = forest.Derived,
                Targets = xgboost.Groups,
                Trees = forest.Trees,
                BaseValues = [.. margins],
            })
            : AddLinear(model, x, xgboost, [.. margins]);
        var prediction = xgboost.Objective.Predict(model, sums);
        model.Output(prediction);
        return new ConvertedGraph(model, new ModelSignature(
            ConvertedGraph.Features(xgboost.FeatureNames, xgboost.Features, ElementType.Float32),
            ConvertedGraph.Outputs(prediction)))
        {
            ToolkitVersion = xgboost.Version,
            Summary = (xgboost.Forest is { Trees.Count: var trees }
                ? $"{xgboost.Booster} of {trees} trees"
                : xgboost.Booster) + $", {xgboost.Objective.Name}",
        };
    }

    /// <summary>Missing values add nothing.</summary>
    private static OnnxValue AddLinear(OnnxModelBuilder model, OnnxValue x, XGBoostModel xgboost, double[] margins)
    {
        var (features, groups) = (xgboost.Features, xgboost.Groups);
        var weights = xgboost.Linear!.Take(features * groups).Select(weight => (float)weight).ToArray();
        var bias = xgboost.Linear!.Skip(features * groups)
            .Select((weight, group) => (float)(weight + margins[group])).ToArray();
        var present = model.Where(model.IsNaN(x), model.Like(x, 0), x);
        return model.Gemm(present, model.Constant(weights, features, groups), model.Constant(bias, groups));
    }
}
