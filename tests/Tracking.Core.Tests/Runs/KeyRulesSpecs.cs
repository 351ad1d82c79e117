using Tracking.Core.Errors;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;

namespace Tracking.Core.Tests.Runs;

public sealed class KeyRulesSpecs
{
    private const string BadCharacters =
        ": Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and " +
        "slashes (/).";

    private const string OtherPath =
        ": Names may be treated as files in certain cases, and must not resolve to other names when treated as such. " +
        "This name would resolve to ";

    [Theory]
    [InlineData("loss")]
    [InlineData("a b:c-d/e.f_1")]
    [InlineData("größe/漢字")]
    [InlineData(".hidden")]
    [InlineData("a..b")]
    public void A_plain_key_passes(string key)
    {
        var accepted = RunRules.Accept(new Tag(key, "v"), index: null, truncateLongValues: true);
        Assert.Equal(new Tag(key, "v"), accepted);
    }

    [Theory]
    [InlineData("a$b", "a$b")]
    [InlineData("bad\0key", "bad\\u0000key")]
    [InlineData("line\nbreak", "line\\nbreak")]
    [InlineData("quo\"te\\", "quo\\\"te\\\\")]
    [InlineData("smile😀", "smile\\ud83d\\ude00")]
    public void Other_characters_are_refused_and_shown_escaped(string key, string shown) =>
        Assert.Equal($"Invalid value \"{shown}\" for parameter 'key' supplied{BadCharacters}", RefusalOf(key));

    [Theory]
    [InlineData("../x", "../x")]
    [InlineData("a/../b", "b")]
    [InlineData("/abs", "/abs")]
    [InlineData("a//b", "a/b")]
    [InlineData("a/", "a")]
    [InlineData(".", ".")]
    [InlineData("a/./b", "a/b")]
    [InlineData("a/..", ".")]
    [InlineData("...", "...")]
    [InlineData("/../x", "/x")]
    public void A_key_that_reads_as_another_path_is_refused(string key, string resolved) =>
        Assert.Equal($"Invalid value \"{key}\" for parameter 'key' supplied{OtherPath}'{resolved}'", RefusalOf(key));

    [Fact]
    public void A_key_has_at_most_250_characters()
    {
        Assert.Equal("'key' exceeds the maximum length of 250 characters", RefusalOf(new string('k', 251)));
        RunRules.Accept(new Tag(new string('k', 250), ""), index: null, truncateLongValues: true);
    }

    [Fact]
    public void A_bad_metric_of_a_batch_is_named_by_its_place()
    {
        var metrics = new LoggedMetric[] { new("ok", default), new("m", new MetricPoint(0, -5, 1)) };
        var error = Assert.Throws<TrackingException>(() => RunRules.Accept(new RunBatch("r", metrics, [], []), true));
        Assert.Equal(
            "Invalid value -5 for parameter 'metrics[1].timestamp' supplied: metric 'm' (value=1.0). Timestamp " +
            "must be " +
            "a nonnegative long (64-bit integer) ",
            error.Message);
    }

    private static string RefusalOf(string key)
    {
        var error = Assert.Throws<TrackingException>(
            () => RunRules.Accept(new Tag(key, "v"), index: null, truncateLongValues: true));
        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        return error.Message;
    }
}
