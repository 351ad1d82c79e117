using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Onnx.Authoring;

namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>Estimators at the end of a pipeline.</summary>
internal static class ScikitLearnPredictors
{
    private static readonly Dictionary<string, Predictor> Known = new(StringComparer.Ordinal)
    {
        ["linear_regressor"] = LinearRegressor,
        ["linear_classifier"] = LinearClassifier,
        ["k_means"] = KMeans,
        ["mlp"] = Mlp,
        ["forest"] = ScikitLearnTrees.Forest,
        ["boosting"] = ScikitLearnTrees.Boosting,
    };

    private delegate IReadOnlyList<OnnxValue> Predictor(OnnxModelBuilder model, DocumentField step, OnnxValue x);

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>What the estimator gives, or null where its type is of another kind.</summary>
    public static IReadOnlyList<OnnxValue>? TryPredict(OnnxModelBuilder model, DocumentField step, Flow x) =>
        Known.TryGetValue(step["type"].Text(), out var predict) ? predict(model, step, x.Matrix(step)) : null;

    private static IReadOnlyList<OnnxValue> LinearRegressor(OnnxModelBuilder model, DocumentField step, OnnxValue x)
    {
        var values = Linear(model, step, x);
        var isSingle = step["single"].Flag();
        return isSingle && ScikitLearnTransformers.Width(values) != 1
            ? throw step["single"].Wrong("is true of a model with several outputs")
            : ScikitLearnOutputs.Numbers(model, values, isSingle);
    }

    private static IReadOnlyList<OnnxValue> LinearClassifier(OnnxModelBuilder model, DocumentField step, OnnxValue x)
    {
        var scores = Linear(model, step, x);
        var isBinary = ScikitLearnTransformers.Width(scores) == 1;
        var sides = isBinary ? ScikitLearnOutputs.BothScores(model, scores) : scores;
        var label = ScikitLearnOutputs.Label(model, sides, step["classes"]);
        var probability = step["probability"];
        return probability.Text() switch
        {
            "none" => [label, model.Identity(scores, "scores")],
            "softmax" or "double_sigmoid" => [label, ScikitLearnOutputs.Probabilities(model, model.Softmax(sides))],
            "sigmoid" when isBinary =>
            [
                label,
                ScikitLearnOutputs.Probabilities(
                    model, ScikitLearnOutputs.BothSides(model, model.Sigmoid(scores))),
            ],
            "sigmoid" => [label, ScikitLearnOutputs.Probabilities(model, Shares(model, model.Sigmoid(scores)))],
            _ => throw probability.Expected("none, softmax, double_sigmoid or sigmoid"),
        };
    }

    private static IReadOnlyList<OnnxValue> KMeans(OnnxModelBuilder model, DocumentField step, OnnxValue x)
    {
        var distances = model.Identity(ScikitLearnTransformers.Distances(model, step, x), "distances");
        var nearest = model.Node("ArgMin", [distances], ("axis", 1), ("keepdims", 0));
        return [model.Identity(nearest, "label"), distances];
    }

    private static IReadOnlyList<OnnxValue> Mlp(OnnxModelBuilder model, DocumentField step, OnnxValue x)
    {
        var layers = step["layers"].Items();
        var values = x;
        for (var i = 0; i < layers.Count; i++)
        {
            var activation = i < layers.Count - 1 ? step["activation"] : step["output"];
            values = Activate(model, activation, Layer(model, layers[i], values));
        }

        if (step.Find("classes") is not { } classes)
        {
            return ScikitLearnOutputs.Numbers(model, values, ScikitLearnTransformers.Width(values) == 1);
        }

        var sides = ScikitLearnTransformers.Width(values) == 1 ? ScikitLearnOutputs.BothSides(model, values) : values;
        return [ScikitLearnOutputs.Label(model, sides, classes), ScikitLearnOutputs.Probabilities(model, sides)];
    }

    private static OnnxValue Activate(OnnxModelBuilder model, DocumentField kind, OnnxValue x) => kind.Text() switch
    {
        "identity" => x,
        "relu" => model.Relu(x),
        "tanh" => model.Tanh(x),
        "logistic" => model.Sigmoid(x),
        "softmax" => model.Softmax(x),
        _ => throw kind.Expected("identity, relu, tanh, logistic or softmax"),
    };

    private static OnnxValue Layer(OnnxModelBuilder model, DocumentField layer, OnnxValue x)
    {
        var weights = Matrix.Read(layer["coef"], rows: ScikitLearnTransformers.Width(x));
        var bias = layer["intercept"].Numbers(weights.Columns);
        return model.Add(
            model.MatMul(x, model.Constant(weights.Data, weights.Rows, weights.Columns)),
            model.Constant(bias, bias.Length));
    }

    /// <summary>[batch, rows of coef].</summary>
    private static OnnxValue Linear(OnnxModelBuilder model, DocumentField step, OnnxValue x)
    {
        var weights = Matrix.Read(step["coef"], columns: ScikitLearnTransformers.Width(x)).Transposed();
        var bias = step["intercept"].Numbers(weights.Columns);
        return model.Add(
            model.MatMul(x, model.Constant(weights.Data, weights.Rows, weights.Columns)),
            model.Constant(bias, bias.Length));
    }

    private static OnnxValue Shares(OnnxModelBuilder model, OnnxValue values) =>
        model.Div(values, model.ReduceSum(values, model.Axes(1)));
}
