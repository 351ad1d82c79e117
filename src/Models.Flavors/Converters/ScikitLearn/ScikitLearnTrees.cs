using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Converters.Trees;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>Decision trees, forests and gradient boosting; scikit-learn's trees see single-precision numbers.</summary>
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
            Trees = [.. fields.Select(field => ReadTree(field, new TreeShape(features, targets, 0, 1)))],
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
        var trees = step["trees"].Items().Select(
            (field, index) => ReadTree(field, new TreeShape(features, 1, index % groups, rate)));
        var sums = Sums(model, x, new TreeEnsemble { Features = features, Targets = groups, Trees = [.. trees] });
        var raw = model.Add(sums, model.Constant(step["base"].Numbers(groups), groups));
        if (step.Find("classes") is not { } classes)
        {
            return ScikitLearnOutputs.Numbers(model, raw, groups == 1);
        }

        var sides = groups == 1 ? ScikitLearnOutputs.BothScores(model, raw) : raw;
        var output = step["output"];
        var probabilities = output.Text() switch
        {
            "softmax" or "double_sigmoid" => model.Softmax(sides),
            "sigmoid" when groups == 1 => ScikitLearnOutputs.BothSides(model, model.Sigmoid(raw)),
            _ => throw output.Expected("softmax, double_sigmoid or sigmoid"),
        };
        return
        [
            ScikitLearnOutputs.Label(model, sides, classes),
            ScikitLearnOutputs.Probabilities(model, probabilities),
        ];
    }

    private static OnnxValue Sums(OnnxModelBuilder model, OnnxValue x, TreeEnsemble ensemble) =>
        model.Cast(model.AddTrees(model.Cast(x, ElementType.Float32), ensemble), ElementType.Float64);

    private static Tree ReadTree(DocumentField field, TreeShape shape)
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
        if (missing.Length != count)
        {
            throw field["missing_left"].Wrong($"has {missing.Length} items; expected {count}");
        }

        var nodes = new TreeNode[count];
        for (var node = 0; node < count; node++)
        {
            nodes[node] = left[node] < 0
                ? new TreeLeaf([.. values.Data.AsSpan(node * shape.Width, shape.Width).ToArray()
                    .Select(value => value * shape.Rate)])
                : new TreeSplit(
                    features[node], SplitTest.LessOrEqual, thresholds[node], missing[node], left[node], right[node]);
        }

        return Tree.Of(nodes, shape.FirstTarget, field.Wrong);
    }

    /// <summary>What a tree must be like, and how it counts.</summary>
    private sealed record TreeShape(int Features, int Width, int FirstTarget, double Rate);
}
