using System.Text;
using Tracking.Models.Flavors.Converters;
using static Tracking.Models.Flavors.Tests.Converters.ConvertedRun;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Files that are broken, hostile or of a kind that is not converted, and what is said of them.</summary>
public sealed class BrokenXGBoostSpecs
{
    private const string Trees = "learner.gradient_booster.model.trees";
    private const string Tree = $"{Trees}[0]";

    /// <summary>A field, what stands there in place of what belongs there, and what the error says.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { $"{Tree}.left_children", "[0, -1, -1]", $"'{Tree}' leads to node 0 twice; a tree leads to each node once" },
        { $"{Tree}.left_children", "[2, -1, -1]", $"'{Tree}' leads to node 2 twice; a tree leads to each node once" },
        { $"{Tree}.left_children", "[3, -1, -1]", "holds 3 at [0]; expected whole numbers from -1 to 2" },
        { $"{Tree}.right_children", "[-1, -1, -1]", $"'{Tree}' leads from node 0 to node -1 of 3" },
        { $"{Tree}.right_children", "[2, -1]", $"'{Tree}.right_children' has 2 numbers; expected 3" },
        { $"{Tree}.split_indices", "[2, 0, 0]", "holds 2 at [0]; expected whole numbers from 0 to 1" },
        { $"{Tree}.split_indices", "[0.5, 0, 0]", "holds 0.5 at [0]; expected whole numbers from 0 to 1" },
        { $"{Tree}.split_conditions", "[0.5, \"a\", 2]", "holds 'a'; expected numbers only" },
        { $"{Tree}.default_left", "[true]", $"'{Tree}.default_left' has 1 items; expected 3" },
        { $"{Tree}.split_type", "[1, 0, 0]", "makes node 0 categorical, which has no categories" },
        { $"{Tree}.tree_param.num_nodes", "\"2000000000\"", "has 3 numbers; expected 2000000000" },
        { $"{Tree}.tree_param.num_nodes", "\"0\"", "is '0'; expected a whole number from 1 to 2147483647" },
        { $"{Tree}.tree_param.size_leaf_vector", "\"3\"", "multi_output_tree) are not supported" },
        { "learner.gradient_booster.model.tree_info", "[1]", "holds 1 at [0]; expected whole numbers from 0 to 0" },
        { "learner.gradient_booster.model.tree_info", "[]", "has 0 numbers; expected one for each of 1 trees" },
        { "learner.gradient_booster.name", "\"gbstump\"", "is 'gbstump'; expected gbtree, dart or gblinear" },
        { "learner.objective.name", "\"reg:mine\"", "'learner.objective.name' is 'reg:mine'; expected one of reg:" },
        { "learner.learner_model_param.base_score", "\"x\"", "is 'x'; expected numbers that reg:squarederror can" },
        { "learner.learner_model_param.base_score", "\"[1,2]\"", "has 2 numbers; expected 1 or 1" },
        { "learner.learner_model_param.num_feature", "\"-1\"", "is '-1'; expected a whole number from 0 to 16777216" },
        { "learner.learner_model_param.num_class", "\"a\\nb\"", "is 'a\uFFFDb'; expected a whole number from 0" },
        { "learner.learner_model_param", "7", "'learner.learner_model_param' is 7; expected an object" },
        { "learner.gradient_booster", "{}", "'learner.gradient_booster' has no field 'name'" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_file_field_and_value(string path, string value, string expected)
    {
        var message = Refusal(XGBoostFiles.With(path, value));

        Assert.StartsWith("'model.txt': ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Matches(@" \(at byte \d+\)\.$", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void The_stump_itself_is_sound() =>
        Assert.Equal([1, 2, 2, 1], Predict(Convert(XGBoostFiles.Stump().ToJsonString()), 2, 0, 9, 0.5f, 9, 1, 9,
            float.NaN, 9));

    [Fact]
    public void A_vector_of_base_scores_and_one_in_brackets_are_read() => Assert.Equal(
        [4, 5], Predict(Convert(XGBoostFiles.With("learner.learner_model_param.base_score", "\"[3E0]\"")), 2,
            0, 0, 1, 0));

    [Fact]
    public void Rounds_beyond_those_of_the_file_are_refused()
    {
        var stump = XGBoostFiles.Stump().ToJsonString();

        Assert.Contains("is of 1 rounds; 2 were asked for", Refusal(stump, new ConversionOptions { Iterations = 2 }));
        Assert.Equal([1], Predict(Convert(stump, new ConversionOptions { BestIteration = true }), 2, 0, 0));
    }

    [Fact]
    public void Deep_nesting_ends_at_the_limit()
    {
        var deep = "{\"learner\":" + new string('[', 100_000);
        var message = Refusal(deep);

        Assert.Equal("'model.txt' nests lists and objects deeper than 96 (at byte 106).", message);
    }

    [Theory]
    [InlineData("", "'model.txt' is empty.")]
    [InlineData("hello", "'model.txt' begins with 'hello'; expected JSON or UBJSON of XGBoost")]
    [InlineData("{\"a\": 1}", "'model.txt' is a document with 'a'; expected 'learner' (XGBoost)")]
    [InlineData("{}", "'model.txt' is a document with nothing in it; expected 'learner' (XGBoost)")]
    [InlineData("{\"a\": 1, \"a\": 2}", "'model.txt' has the field 'a' twice in one object (at byte 9).")]
    [InlineData("{\"a\": 1} x", "'model.txt' goes on after the end of its JSON (at byte 9).")]
    [InlineData("{\"a\": tru}", "'model.txt' has 'tru' where a value is due (at byte 6).")]
    [InlineData("{\"a\": \"b", "'model.txt' ends within a text that begins here (at byte 6).")]
    [InlineData("{\"a\": \"\\q\"}", "'model.txt' has a text that is not JSON or not UTF-8 (at byte 6).")]
    [InlineData("binf0000", "'model.txt' is XGBoost's old binary format")]
    public void What_is_no_model_is_said_with_the_place(string text, string expected) =>
        Assert.StartsWith(expected, Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void A_pickle_is_answered_with_what_to_do() => Assert.Contains(
        "is a pickle, which only Python reads",
        Assert.Throws<ModelConversionException>(
            () => ModelConverter.Convert("m.pkl", [0x80, 0x04, 0x95], new ConversionOptions())).Message);

    [Fact]
    public void Counts_of_ubjson_are_held_against_the_bytes_that_are_left()
    {
        byte[] hostile = [.. "{L"u8, 0, 0, 0, 0, 0, 0, 0, 7, .. "learner[$d#l"u8, 0x7f, 0xff, 0xff, 0xff, 1, 2];

        var message = Assert.Throws<ModelConversionException>(
            () => ModelConverter.Convert("m.ubj", hostile, new ConversionOptions())).Message;

        Assert.Contains("gives the length 2147483647, beyond the end of the file (at byte 21)", message);
    }
}
