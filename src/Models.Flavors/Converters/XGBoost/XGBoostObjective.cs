using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.XGBoost;

/// <summary>How an objective turns the base score into a margin, and margins into predictions.</summary>
internal sealed record XGBoostObjective(string Name, XGBoostLink Link, XGBoostOutput Output)
{
    private static readonly Dictionary<string, XGBoostObjective> Known = new XGBoostObjective[]
    {
        new("reg:squarederror", XGBoostLink.Identity, XGBoostOutput.Margin),
        new("reg:linear", XGBoostLink.Identity, XGBoostOutput.Margin),
        new("reg:squaredlogerror", XGBoostLink.Identity, XGBoostOutput.Margin),
        new("reg:absoluteerror", XGBoostLink.Identity, XGBoostOutput.Margin),
        new("reg:pseudohubererror", XGBoostLink.Identity, XGBoostOutput.Margin),
        new("reg:quantileerror", XGBoostLink.Identity, XGBoostOutput.Margin),
        new("reg:logistic", XGBoostLink.Logit, XGBoostOutput.Sigmoid),
        new("reg:gamma", XGBoostLink.Log, XGBoostOutput.Exponential),
        new("reg:tweedie", XGBoostLink.Log, XGBoostOutput.Exponential),
        new("count:poisson", XGBoostLink.Log, XGBoostOutput.Exponential),
        new("survival:cox", XGBoostLink.Log, XGBoostOutput.Exponential),
        new("survival:aft", XGBoostLink.Log, XGBoostOutput.Exponential),
        new("binary:logistic", XGBoostLink.Logit, XGBoostOutput.Sigmoid),
        new("binary:logitraw", XGBoostLink.Identity, XGBoostOutput.Margin),
        new("binary:hinge", XGBoostLink.Identity, XGBoostOutput.Hinge),
        new("multi:softmax", XGBoostLink.Identity, XGBoostOutput.LargestClass),
        new("multi:softprob", XGBoostLink.Identity, XGBoostOutput.Softmax),
        new("rank:pairwise", XGBoostLink.Identity, XGBoostOutput.Margin),
        new("rank:ndcg", XGBoostLink.Identity, XGBoostOutput.Margin),
        new("rank:map", XGBoostLink.Identity, XGBoostOutput.Margin),
    }.ToDictionary(objective => objective.Name, StringComparer.Ordinal);

    /// <summary>The objective of a name, or null.</summary>
    public static XGBoostObjective? Find(string name) => Known.GetValueOrDefault(name);

    public static string KnownNames => string.Join(", ", Known.Keys);

    /// <summary>The margin of a base score, which is given as a prediction; not finite for one out of range.</summary>
    public double MarginOf(double baseScore) => Link switch
    {
        XGBoostLink.Logit => -Math.Log((1 / baseScore) - 1),
        XGBoostLink.Log => Math.Log(baseScore),
        _ => baseScore,
    };

    /// <summary>What <c>Booster.predict</c> gives for margins of [batch, groups].</summary>
    public OnnxValue Predict(OnnxModelBuilder model, OnnxValue margins)
    {
        var several = margins.Shape is [_, { Size: > 1 }];
        var shaped = several ? margins : model.Squeeze(margins, model.Axes(1));
        return Output switch
        {
            XGBoostOutput.Sigmoid => model.Sigmoid(shaped, ConvertedGraph.Prediction),
            XGBoostOutput.Exponential => model.Exp(shaped, ConvertedGraph.Prediction),
            XGBoostOutput.Hinge => model.Cast(
                model.Greater(shaped, model.Like(shaped, 0)), ElementType.Float32, ConvertedGraph.Prediction),
            XGBoostOutput.Softmax => model.Softmax(margins, name: ConvertedGraph.Prediction),
            XGBoostOutput.LargestClass => model.Cast(
                model.ArgMax(margins), ElementType.Float32, ConvertedGraph.Prediction),
            _ => model.Identity(shaped, ConvertedGraph.Prediction),
        };
    }
}

/// <summary>From a base score to a margin.</summary>
internal enum XGBoostLink
{
    Identity,
    Logit,
    Log,
}

/// <summary>From margins to predictions.</summary>
internal enum XGBoostOutput
{
    Margin,
    Sigmoid,
    Exponential,
    Hinge,
    Softmax,
    LargestClass,
}
