using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Converters.Trees;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>
/// Decision trees, forests and gradient boosting. scikit-learn's trees see single-precision numbers, but those of
/// histogram-based boosting see doubles.
/// </summary>
internal static class ScikitLearnTrees
{
    private const int MaxOutputs = 1 << 16;

    /// <summary>Trees whose leaves are averaged: shares of classes, or numbers.</summary>
    public static IReadOnlyList<OnnxValue> Forest(OnnxModelBuilder model, DocumentField step, OnnxValue x)
    {
        var classes = step.Find("classes");
        var targets = classes?["values"].Items().Count ?? step["outputs"].Integer(1, MaxOutputs);
        var fields = step["trees"].Items();
        if (fields.Count == 0)
        {
            throw step["trees"].Wrong("is empty; expected at least one tree");
        }

        var features = ScikitLearnTransformers.Width(x);
        var sums = Sums(model, x, new TreeEnsemble
        {
            Features = features,
            Targets = targets,
            Trees = [.. fields.Select(
                field => ScikitLearnTree.Read(field, new ScikitLearnTreeShape(features, targets, 0, 1)))],
        });

        // Sums of whole shares are exact, so that ties are the ties of scikit-learn.
        var means = fields.Count == 1 ? sums : model.Div(sums, model.Like(sums, fields.Count));
        return classes is null
            ? ScikitLearnOutputs.Numbers(model, means, targets == 1)
            : [ScikitLearnOutputs.Label(model, sums, classes), ScikitLearnOutputs.Probabilities(model, means)];
    }

    /// <summary>Trees that are added up, in each round one for every group.</summary>
    public static IReadOnlyList<OnnxValue> Boosting(OnnxModelBuilder model, DocumentField step, OnnxValue x)
    {
        var groups = step["groups"].Integer(1, MaxOutputs);
        var rate = step["rate"].Finite();
        var features = ScikitLearnTransformers.Width(x);
        var categories = ScikitLearnCategories.Read(step, features);
        var trees = step["trees"].Items().Select((field, index) => ScikitLearnTree.Read(
            field, new ScikitLearnTreeShape(features, 1, index % groups, rate) { Categories = categories })).ToArray();
        categories.CheckSize();
        var sums = Sums(model, x, new TreeEnsemble
        {
            Features = features,
            Targets = groups,
            Trees = trees,
            Derived = categories.Columns,
            IsDouble = step.Find("double")?.Flag() ?? false,
        });
        var raw = model.Add(sums, model.Constant(step["base"].Numbers(groups), groups));
        return step.Find("classes") is { } classes
            ? Classes(model, step["output"], classes, raw)
            : ScikitLearnOutputs.Numbers(model, Linked(model, step["output"], raw), groups == 1);
    }

    private static OnnxValue Linked(OnnxModelBuilder model, DocumentField output, OnnxValue raw) =>
        output.Text() switch
        {
            "identity" => raw,
            "exp" => model.Exp(raw),
            _ => throw output.Expected("identity or exp"),
        };

    private static IReadOnlyList<OnnxValue> Classes(
        OnnxModelBuilder model, DocumentField output, DocumentField classes, OnnxValue raw)
    {
        var isBinary = ScikitLearnTransformers.Width(raw) == 1;
        var sides = isBinary ? ScikitLearnOutputs.BothScores(model, raw) : raw;
        var probabilities = output.Text() switch
        {
            "softmax" or "double_sigmoid" => model.Softmax(sides),
            "sigmoid" when isBinary => ScikitLearnOutputs.BothSides(model, model.Sigmoid(raw)),
            _ => throw output.Expected("softmax, double_sigmoid or sigmoid"),
        };
        return
        [
            ScikitLearnOutputs.Label(model, sides, classes),
            ScikitLearnOutputs.Probabilities(model, probabilities),
        ];
    }

    private static OnnxValue Sums(OnnxModelBuilder model, OnnxValue x, TreeEnsemble ensemble)
    {
        var seen = ensemble.IsDouble ? x : model.Cast(x, ElementType.Float32);
        return model.Cast(model.AddTrees(seen, ensemble), ElementType.Float64);
    }
}
