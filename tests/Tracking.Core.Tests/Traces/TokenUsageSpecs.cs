using Tracking.Core.Traces;

namespace Tracking.Core.Tests.Traces;

public sealed class TokenUsageSpecs
{
    [Fact]
    public void A_span_below_one_that_counts_is_not_counted_again()
    {
        SpanUsage[] spans = [Of(1, null, null), Of(2, 1, 10), Of(3, 2, null), Of(4, 3, 7), Of(5, 1, 1)];
        Assert.Equal(11, TokenUsage.Sum(spans)!["input_tokens"]);
    }

    [Fact]
    public void Parents_in_a_ring_end()
    {
        SpanUsage[] spans = [Of(1, 2, null), Of(2, 1, null), Of(3, 1, 4)];
        Assert.Equal(4, TokenUsage.Sum(spans)!["input_tokens"]);
    }

    [Fact]
    public void Spans_that_tell_nothing_come_to_nothing() =>
        Assert.Null(TokenUsage.Sum([Of(1, null, null)]));

    [Theory]
    [InlineData("""{"input_tokens": 3, "total_tokens": 4.0, "other": 9}""", """{"input_tokens":3,"total_tokens":4}""")]
    [InlineData("""{"input_tokens": "3"}""", null)]
    [InlineData("[1]", null)]
    [InlineData("{", null)]
    [InlineData(null, null)]
    public void Only_numbers_of_known_kinds_are_read(string? json, string? usage) =>
        Assert.Equal(usage, TokenUsage.Parse(json) is { } parsed ? TokenUsage.ToJson(parsed) : null);

    private static SpanUsage Of(long id, long? parent, double? input) => new(
        id, parent, input is { } count ? new Dictionary<string, double> { ["input_tokens"] = count } : null);
}
