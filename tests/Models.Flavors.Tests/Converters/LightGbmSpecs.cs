using Tracking.Models.Flavors.Converters;
using static Tracking.Models.Flavors.Tests.Converters.ConvertedRun;
using static Tracking.Models.Flavors.Tests.Converters.LightGbmFiles;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Converted models against what LightGBM's rules give by hand: 10 on the left, 20 on the right.</summary>
public sealed class LightGbmSpecs
{
    private const float Tiny = 1e-36f;
    private const int Categorical = 1;
    private const int DefaultLeft = 2;
    private const int ZeroIsMissing = 4;
    private const int NaNIsMissing = 8;

    [Theory]
    [InlineData(0, "0.5", 20)]
    [InlineData(0, "-0.5", 20)]
    [InlineData(DefaultLeft, "-0.5", 20)]
    [InlineData(NaNIsMissing, "0.5", 20)]
    [InlineData(NaNIsMissing | DefaultLeft, "-0.5", 10)]
    [InlineData(ZeroIsMissing, "0.5", 20)]
    [InlineData(ZeroIsMissing | DefaultLeft, "-0.5", 10)]
    public void NaN_goes_where_the_missing_type_sends_it(int decision, string threshold, float expected)
    {
        // Without a missing type NaN is 0.
        var want = decision is 0 or DefaultLeft ? (threshold == "0.5" ? 10 : 20) : expected;

        Assert.Equal([want], ScoreA(Of("regression", Stump(threshold, decision)), float.NaN));
    }

    [Theory]
    [InlineData(ZeroIsMissing | DefaultLeft, "-0.5", 10)]
    [InlineData(ZeroIsMissing, "0.5", 20)]
    [InlineData(NaNIsMissing | DefaultLeft, "-0.5", 20)]
    [InlineData(0, "0.5", 10)]
    public void Zero_is_missing_only_where_the_split_says_so(int decision, string threshold, float expected) =>
        Assert.Equal(
            [expected, expected, expected],
            ScoreA(Of("regression", Stump(threshold, decision)), 0, Tiny, -Tiny));

    [Fact]
    public void Values_beside_zero_are_compared_where_zero_is_missing() => Assert.Equal(
        [20, 10, 20, 10],
        ScoreA(Of("regression", Stump("-0.5", ZeroIsMissing)), -0.4f, -0.5f, 1e-34f, -3));

    [Theory]
    [InlineData("0.1")]
    [InlineData("0.30000000000000004")]
    [InlineData("1.0000000180025095e-35")]
    [InlineData("-7.7")]
    [InlineData("1e308")]
    [InlineData("-1e308")]
    public void Singles_beside_a_double_threshold_branch_as_doubles_do(string threshold)
    {
        var exact = double.Parse(threshold, System.Globalization.CultureInfo.InvariantCulture);
        var near = (float)exact;
        float[] x =
        [
            MathF.BitDecrement(near), near, MathF.BitIncrement(near), float.MaxValue, float.MinValue,
            float.PositiveInfinity, float.NegativeInfinity,
        ];

        Assert.Equal(
            x.Select(value => value <= exact ? 10f : 20f), ScoreA(Of("regression", Stump(threshold, 0)), x));
    }

    [Fact]
    public void Categories_of_the_set_go_left_and_everything_else_right()
    {
        // Bits 1 and 34; a second set, which is not asked for, holds bit 0.
        var model = Of("regression", Stump(
            "0", Categorical, 1, "num_cat=2\ncat_boundaries=0 2 3\ncat_threshold=2 4 1"));

        float[] codes = [0, 1, 1.9f, 2, 34, 35, 1e9f, -1, -0.5f, float.NaN];
        var x = codes.SelectMany(code => new[] { 0, code }).ToArray();

        Assert.Equal([20, 10, 10, 20, 10, 20, 20, 20, 20, 20], Predict(Convert(model), 2, x));
    }

    [Fact]
    public void A_number_between_minus_one_and_zero_is_category_zero() => Assert.Equal(
        [10, 20],
        ScoreA(
            Of("regression", Stump("0", Categorical, 0, "num_cat=1\ncat_boundaries=0 1\ncat_threshold=1")),
            -0.5f, -1));

    [Theory]
    [InlineData("regression", 2, 2)]
    [InlineData("regression sqrt", -3, -9)]
    [InlineData("poisson", 1, Math.E)]
    [InlineData("tweedie tweedie_variance_power:1.5", 0, 1)]
    [InlineData("gamma", -1, 1 / Math.E)]
    [InlineData("binary sigmoid:1", 2, 0.880797)]
    [InlineData("binary sigmoid:2", 1, 0.880797)]
    [InlineData("cross_entropy", 2, 0.880797)]
    [InlineData("cross_entropy_lambda", 0, 0.693147)]
    [InlineData("lambdarank", -4, -4)]
    [InlineData("quantile alpha:0.9", 5, 5)]
    [InlineData(null, 6, 6)]
    public void Objectives_turn_the_sum_into_the_prediction(string? objective, double sum, double expected) =>
        Assert.Equal(expected, ScoreA(Of(objective, Leaf(sum - 1), Leaf(1)), 0)[0], 1e-5);

    [Fact]
    public void Classes_take_turns_in_each_round()
    {
        var trees = new[] { Leaf(1), Leaf(0), Leaf(0.5), Leaf(1), Leaf(-1), Leaf(0.5) };
        var exp = new[] { 2.0, -1, 1 }.Select(Math.Exp).ToArray();

        var softmax = Predict(Convert(Of("multiclass num_class:3", 3, "", trees)), 2, 0, 0);
        var oneVsAll = Predict(Convert(Of("multiclassova num_class:3 sigmoid:1", 3, "", trees)), 2, 0, 0);

        Assert.Equal(exp.Select(each => each / exp.Sum()), softmax.Select(each => (double)each), Close);
        Assert.Equal(exp.Select(each => each / (1 + each)), oneVsAll.Select(each => (double)each), Close);
    }

    [Fact]
    public void Random_forests_average_their_rounds()
    {
        var forest = Of("regression", 1, "average_output", Leaf(4), Leaf(8), Leaf(9));

        Assert.Equal([7], ScoreA(forest, 0));
        Assert.Equal([6], Predict(Convert(forest, new ConversionOptions { Iterations = 2 }), 2, 0, 0));
    }

    [Fact]
    public void Names_and_summary_come_from_the_file()
    {
        var model = Convert(Of("binary sigmoid:1", Leaf(1)));

        Assert.Equal(["a", "b"], model.Signature.Inputs!.Columns.Select(column => column.Name));
        Assert.Equal("['prediction': Tensor('float32', (-1,))]", model.Signature.Outputs!.ToString());
        Assert.Equal(
            (ModelToolkit.LightGbm, "v4", "1 trees, binary"), (model.Toolkit, model.ToolkitVersion, model.Summary));
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-6;

    /// <summary>Scores rows that differ in the first feature.</summary>
    private static float[] ScoreA(string model, params float[] values) =>
        Predict(Convert(model), 2, [.. values.SelectMany(value => new[] { value, 0 })]);
}
