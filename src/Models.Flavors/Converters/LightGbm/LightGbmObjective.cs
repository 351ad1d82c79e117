using System.Globalization;
using Tracking.Models.Flavors.Onnx.Authoring;

namespace Tracking.Models.Flavors.Converters.LightGbm;

/// <summary>How an objective turns sums into predictions.</summary>
/// <param name="Name">As the file has it; empty for a custom one.</param>
/// <param name="Output">What it does.</param>
/// <param name="Sigmoid">The steepness of sigmoids.</param>
internal sealed record LightGbmObjective(string Name, LightGbmOutput Output, double Sigmoid)
{
    private const string Key = "objective";

    private static readonly Dictionary<string, LightGbmOutput> Known = new(StringComparer.Ordinal)
    {
        ["regression"] = LightGbmOutput.Sum,
        ["regression_l1"] = LightGbmOutput.Sum,
        ["huber"] = LightGbmOutput.Sum,
        ["fair"] = LightGbmOutput.Sum,
        ["quantile"] = LightGbmOutput.Sum,
        ["mape"] = LightGbmOutput.Sum,
        ["poisson"] = LightGbmOutput.Exponential,
        ["gamma"] = LightGbmOutput.Exponential,
        ["tweedie"] = LightGbmOutput.Exponential,
        ["binary"] = LightGbmOutput.Sigmoid,
        ["multiclass"] = LightGbmOutput.Softmax,
        ["multiclassova"] = LightGbmOutput.Sigmoid,
        ["cross_entropy"] = LightGbmOutput.Sigmoid,
        ["cross_entropy_lambda"] = LightGbmOutput.Softplus,
        ["lambdarank"] = LightGbmOutput.Sum,
        ["rank_xendcg"] = LightGbmOutput.Sum,
        ["custom"] = LightGbmOutput.Sum,
    };

    /// <summary>Reads <c>objective=binary sigmoid:1</c>; a model without one gives its sums.</summary>
    public static LightGbmObjective Read(LightGbmSection head, int groups)
    {
        if (head.Find(Key) is not { } text)
        {
            return new LightGbmObjective("", LightGbmOutput.Sum, 1);
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !Known.TryGetValue(words[0], out var output))
        {
            throw head.Expected(Key, $"one of {string.Join(", ", Known.Keys)}");
        }

        if (output == LightGbmOutput.Softmax && groups < 2)
        {
            throw head.Wrong(Key, $"is '{words[0]}', which takes several trees in a round; there is {groups}");
        }

        return new LightGbmObjective(
            words[0],
            words.Contains("sqrt") ? LightGbmOutput.SignedSquare : output,
            ReadSigmoid(head, words));
    }

    /// <summary>What <c>Booster.predict</c> gives for sums of [batch, groups].</summary>
    public OnnxValue Predict(OnnxModelBuilder model, OnnxValue sums)
    {
        const string Name = ConvertedGraph.Prediction;
        var shaped = sums.Shape is [_, { Size: > 1 }] ? sums : model.Squeeze(sums, model.Axes(1));
        return Output switch
        {
            LightGbmOutput.Exponential => model.Exp(shaped, Name),
            LightGbmOutput.Sigmoid => model.Sigmoid(
                Sigmoid == 1 ? shaped : model.Mul(shaped, model.Like(shaped, Sigmoid)), Name),
            LightGbmOutput.Softmax => model.Softmax(sums, name: Name),
            LightGbmOutput.Softplus => model.Identity(model.Node("Softplus", [shaped]), Name),
            LightGbmOutput.SignedSquare => model.Mul(shaped, model.Abs(shaped), Name),
            _ => model.Identity(shaped, Name),
        };
    }

    private static double ReadSigmoid(LightGbmSection head, string[] words)
    {
        const string Prefix = "sigmoid:";
        var stated = words.FirstOrDefault(word => word.StartsWith(Prefix, StringComparison.Ordinal));
        if (stated is null)
        {
            return 1;
        }

        return double.TryParse(
            stated[Prefix.Length..], NumberStyles.Float, CultureInfo.InvariantCulture, out var sigmoid)
            && double.IsFinite(sigmoid) && sigmoid > 0
            ? sigmoid
            : throw head.Expected(Key, "a positive number after 'sigmoid:'");
    }
}

/// <summary>From sums to predictions.</summary>
internal enum LightGbmOutput
{
    Sum,
    Exponential,
    Sigmoid,
    Softmax,

    /// <summary><c>log(1 + e^x)</c>.</summary>
    Softplus,

    /// <summary><c>x |x|</c>: the labels were square roots.</summary>
    SignedSquare,
}
