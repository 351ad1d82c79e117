using Tracking.Core.Errors;
using Tracking.Core.Experiments;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;

namespace Tracking.Core.Tests.Runs;

public sealed class RunRulesSpecs
{
    [Fact]
    public void Invented_names_are_short_and_follow_the_seed()
    {
        var names = new RunNames(new Random(7));
        var invented = Enumerable.Range(0, 5000).Select(_ => names.Next()).ToList();
        Assert.All(invented, name => Assert.Matches("^[a-z]+-[a-z]+-[0-9]{1,3}$", name));
        Assert.True(invented.Max(name => name.Length) <= 20);
        Assert.Equal(invented[0], new RunNames(new Random(7)).Next());
        Assert.True(invented.Distinct().Count() > 4900);
    }

    [Theory]
    [InlineData("a", null, "a")]
    [InlineData(null, "t", "t")]
    [InlineData("", "t", "t")]
    [InlineData("same", "same", "same")]
    [InlineData(null, null, "invented")]
    public void The_name_comes_from_the_argument_the_tag_or_is_invented(string? argument, string? tag, string name)
    {
        Tag[] tags = tag is null ? [] : [new Tag(RunRules.NameTag, tag)];
        Assert.Equal(name, RunRules.NameOf(argument, tags, () => "invented"));
    }

    [Theory]
    [InlineData(double.PositiveInfinity, double.MaxValue)]
    [InlineData(double.NegativeInfinity, double.MinValue)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(1.5, 1.5)]
    public void A_value_is_made_storable(double sent, double stored) =>
        Assert.Equal(stored, MetricRules.Accept(new LoggedMetric("m", new MetricPoint(0, 0, sent)), null).Point.Value);

    [Fact]
    public void Minus_zero_becomes_zero()
    {
        var stored = MetricRules.Accept(new LoggedMetric("m", new MetricPoint(1, 2, -0.0)), null).Point;
        Assert.Equal(0L, BitConverter.DoubleToInt64Bits(stored.Value));
        Assert.Equal((1, 2), (stored.Step, stored.TimestampMs));
    }

    [Fact]
    public void A_long_value_is_cut_without_splitting_a_character()
    {
        var value = new string('v', RunRules.MaxParamValueLength - 1) + "😀";
        var cut = RunRules.Accept(new Param("p", value), index: null, truncateLongValues: true);
        Assert.Equal(value[..^2], cut.Value);
        var error = Assert.Throws<TrackingException>(() => RunRules.Accept(new Param("p", value), null, false));
        Assert.Equal("'Param value' exceeds the maximum length of 6000 characters", error.Message);
    }

    [Fact]
    public void Model_history_appends_and_refuses_what_is_no_model()
    {
        const string Model = """{"artifact_path":"m","flavors":{},"utc_time_created":"t","run_id":"r"}""";
        var one = LoggedModelHistory.Append(history: null, Model);
        Assert.Equal($"[{Model}]", one);
        Assert.Equal($"[{Model}, {Model}]", LoggedModelHistory.Append(one, Model));
        var error = Assert.Throws<TrackingException>(() => LoggedModelHistory.Append(null, "x"));
        Assert.Equal("Malformed model info. \n x \n is not a valid JSON.", error.Message);
        error = Assert.Throws<TrackingException>(
            () => LoggedModelHistory.Append(null, """{"flavors":1,"run_id":""}"""));
        Assert.Equal(
            "Model json is missing mandatory fields: {'artifact_path', 'utc_time_created'}", error.Message);
    }

    [Theory]
    [InlineData("d", "x", null, null)]
    [InlineData("n501", "x", null, "'name' exceeds the maximum length of 500 characters")]
    [InlineData("d", "g37", null, "'digest' exceeds the maximum length of 36 characters")]
    [InlineData("d", "x", "k256", "'key' exceeds the maximum length of 255 characters")]
    public void Datasets_have_limits(string name, string digest, string? tagKey, string? refusal)
    {
        var dataset = new Dataset(Sized(name), Sized(digest), "local", "s", null, null);
        var input = new DatasetInput(dataset, tagKey is null ? [] : [new Tag(Sized(tagKey), "v")]);
        var error = Record.Exception(() => DatasetRules.Check(input));
        Assert.Equal(refusal, error?.Message);
    }

    [Fact]
    public void An_experiment_tag_given_twice_is_refused()
    {
        var error = Assert.Throws<TrackingException>(
            () => ExperimentRules.CheckTagsAreDistinct([new Tag("a", "1"), new Tag("a", "1")]));
        Assert.Equal("The tag 'a' is given more than once in 'tags'.", error.Message);
    }

    /// <summary>"n501" is a text of 501 characters.</summary>
    private static string Sized(string text) =>
        text.Length > 1
            ? new string(text[0], int.Parse(text[1..], System.Globalization.CultureInfo.InvariantCulture)) : text;
}
