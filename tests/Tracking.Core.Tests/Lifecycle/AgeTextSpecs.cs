using Tracking.Core.Errors;
using Tracking.Core.Lifecycle;

namespace Tracking.Core.Tests.Lifecycle;

public sealed class AgeTextSpecs
{
    [Theory]
    [InlineData("1d2h3m4s", 93_784)]
    [InlineData("30d", 2_592_000)]
    [InlineData("2.5h", 9_000)]
    [InlineData("0s", 0)]
    public void An_age_is_read_part_by_part(string text, double seconds) =>
        Assert.Equal(seconds, AgeText.Parse(text).TotalSeconds);

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("4s3m")]
    [InlineData("-1d")]
    [InlineData("1.d")]
    [InlineData("99999d")]
    public void What_is_no_age_is_refused_with_examples(string text)
    {
        var refusal = Assert.Throws<TrackingException>(() => AgeText.Parse(text));
        Assert.StartsWith($"'{text}' is no age; expected", refusal.Message, StringComparison.Ordinal);
    }
}
