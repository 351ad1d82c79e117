using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>What estimators at the end of a pipeline give, named and laid out as scikit-learn does.</summary>
internal static class ScikitLearnOutputs
{
    /// <summary>What <c>predict</c> of a regressor gives: [batch] or [batch, outputs].</summary>
    public static IReadOnlyList<OnnxValue> Numbers(OnnxModelBuilder model, OnnxValue values, bool isSingle) =>
    [
        isSingle
            ? model.Squeeze(values, model.Axes(1), ConvertedGraph.Prediction)
            : model.Identity(values, ConvertedGraph.Prediction),
    ];

    /// <summary>The labels of the largest scores.</summary>
    public static OnnxValue Label(OnnxModelBuilder model, OnnxValue scores, DocumentField classes) =>
        model.Gather(Classes(model, classes, scores), model.ArgMax(scores), name: "label");

    /// <summary>Two columns of one probability: of the first class and of the second.</summary>
    public static OnnxValue BothSides(OnnxModelBuilder model, OnnxValue second) =>
        model.Concat([model.Sub(model.Like(second, 1), second), second], axis: 1);

    /// <summary>Two columns of one score, of which the second is larger where the score is above zero.</summary>
    public static OnnxValue BothScores(OnnxModelBuilder model, OnnxValue score) =>
        model.Concat([model.Neg(score), score], axis: 1);

    public static OnnxValue Probabilities(OnnxModelBuilder model, OnnxValue values) =>
        model.Identity(values, "probabilities");

    private static OnnxValue Classes(OnnxModelBuilder model, DocumentField field, OnnxValue scores)
    {
        var values = field["values"];
        var count = scores.Shape![1].Size!.Value;
        var given = values.Items().Count;
        if (given != count)
        {
            throw values.Wrong($"has {given} classes; expected {count}");
        }

        return field["type"].Text() switch
        {
            "string" => model.Initializer("classes", new StringTensor(values.Texts(), count)),
            "int64" => model.Initializer("classes", Whole(values), count),
            "float64" => model.Initializer("classes", values.Numbers(), count),
            _ => throw field["type"].Expected("string, int64 or float64"),
        };
    }

    private static long[] Whole(DocumentField field) => [.. field.Numbers().Select(number =>
        Math.Abs(number) <= 1L << 53 && number == Math.Truncate(number)
            ? (long)number
            : throw field.Wrong($"holds {DocumentField.Print(number)}; expected whole numbers up to 2^53"))];
}
