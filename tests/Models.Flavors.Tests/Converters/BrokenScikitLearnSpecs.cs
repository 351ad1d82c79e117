using Tracking.Models.Flavors.Converters;
using static Tracking.Models.Flavors.Tests.Converters.ConvertedRun;
using static Tracking.Models.Flavors.Tests.Converters.ScikitLearnFiles;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Documents that the exporter does not write, and what is said of them.</summary>
public sealed class BrokenScikitLearnSpecs
{
    /// <summary>A step, and what the error says.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { """{"type": "svm"}""", "'model.type' is 'svm'; expected one of linear_regressor," },
        { """{"type": "scale", "divide": [1]}""", "'model.divide' has 1 numbers; expected 2" },
        { """{"type": "scale", "divide": [1, "x"]}""", "'model.divide' holds 'x'; expected numbers only" },
        { """{"type": "select", "columns": [2]}""", "holds 2 at [0]; expected whole numbers from 0 to 1" },
        { """{"type": "normalize", "norm": "l3"}""", "'model.norm' is 'l3'; expected l1, l2 or max" },
        { """{"type": "columns", "parts": []}""", "'model.parts' is empty; expected at least one part" },
        { """{"type": "one_hot", "categories": [[1], []], "drop": [-1, -1]}""", "'model.categories[1]' is empty" },
        { """{"type": "one_hot", "categories": [["a"], ["b"]], "drop": [-1, -1]}""",
            "'model.categories[0]' is of text, but its feature is not named in 'text_features'" },
        { """{"type": "linear_regressor", "coef": [[1]], "intercept": [0], "single": true}""",
            "'model.coef[0]' has 1 numbers; expected 2" },
        { """{"type": "linear_classifier", "coef": [[1, 1]], "intercept": [0], "probability": "sigmoid","""
            + """ "classes": {"type": "int64", "values": [0, 1, 2]}}""", "has 3 classes; expected 2" },
        { """{"type": "linear_classifier", "coef": [[1, 1]], "intercept": [0], "probability": "sigmoid","""
            + """ "classes": {"type": "int64", "values": [0, 1.5]}}""",
            "holds 1.5; expected whole numbers up to 2^53" },
        { """{"type": "forest", "outputs": 1, "trees": []}""", "'model.trees' is empty; expected at least one tree" },
        { """{"type": "forest", "outputs": 1, "trees": [{"left": [0], "right": [0], "feature": [0],"""
            + """ "threshold": [0], "values": [[1]]}]}""", "leads to node 0 twice" },
        { Boosting("identity", "[[0], null, null]"), "splits feature 0 by categories, which are not told" },
        { Boosting("identity", "[[9], null, null]", """, "categories": [{"feature": 0, "codes": [1, 2]}]"""),
            "'model.trees[0].left_categories[0]' holds 9, which is none of the categories of feature 0" },
        { Boosting("identity", "[null, null]"), "'model.trees[0].left_categories' has 2 items; expected 3" },
        { Boosting("identity", "[null, null, null]", """, "categories": [{"feature": 2, "codes": []}]"""),
            "'model.categories[0].feature' is 2; expected a whole number from 0 to 1" },
        { Boosting("identity", "[null, null, null]", """, "categories": [{"feature": 0, "codes": [70000]}]"""),
            "holds 70000 at [0]; expected whole numbers from 0 to 65536" },
        { Boosting("log", "[null, null, null]"), "'model.output' is 'log'; expected identity or exp" },
        { """{"type": "mlp", "layers": [{"coef": [[1]], "intercept": [0]}], "activation": "tanh", "output": "tanh"}""",
            "'model.layers[0].coef' has 1 rows; expected 2" },
    };

    private static string Boosting(string output, string categories, string rest = "") => $$"""
        {"type": "boosting", "groups": 1, "base": [0], "rate": 1, "double": true, "output": "{{output}}", "trees": [{
          "left": [1, -1, -1], "right": [2, -1, -1], "feature": [0, 0, 0], "threshold": [0, 0, 0],
          "values": [[0], [1], [2]], "left_categories": {{categories}}}]{{rest}}}
        """;

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_file_field_and_value(string step, string expected) =>
        Assert.Contains(expected, Refusal(Of(step)), StringComparison.Ordinal);

    [Fact]
    public void The_head_is_checked_first()
    {
        var text = Pipeline().ToJsonString();

        Assert.Contains(
            "'version' is 2; expected a whole number from 1 to 1",
            Refusal(text.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal)));
        Assert.Contains(
            "whose rounds cannot be chosen", Refusal(text, new ConversionOptions { Iterations = 3 }));
        Assert.Contains(
            "'features' is 0; expected a whole number from 1",
            Refusal(text.Replace("\"features\":2", "\"features\":0", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_document_itself_is_sound()
    {
        var model = Convert(Pipeline().ToJsonString());

        Assert.Equal("scale > forest", model.Summary);
        Assert.Equal(
            "['label': Tensor('object', (-1,)), 'probabilities': Tensor('float64', (-1, 2))]",
            model.Signature.Outputs!.ToString());
    }
}
