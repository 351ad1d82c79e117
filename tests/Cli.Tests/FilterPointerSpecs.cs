using Tracking.Cli.Commands;

namespace Tracking.Cli.Tests;

public sealed class FilterPointerSpecs : ServerSpecs
{
    [Theory]
    [InlineData("metrics.acc >> 0.9", """
          metrics.acc >> 0.9
                      ^^
        """)]
    [InlineData("attributes.bogus = 'x'", """
          attributes.bogus = 'x'
                     ^^^^^
        """)]
    public async Task A_mark_stands_under_the_mistake(string filter, string pointer)
    {
        var refused = await RunAsync("runs", "search", "-f", filter);

        Assert.Equal((ExitCodes.Failure, ""), (refused.Code, refused.Output));
        var lines = refused.Errors.TrimEnd('\n').Split('\n');
        Assert.StartsWith("Error: INVALID_PARAMETER_VALUE: Invalid ", lines[0]);
        Assert.Equal(pointer.Split('\n'), lines[1..]);
    }

    [Theory]
    [InlineData("Invalid clause(s) in filter string: 'junk'", "a = 1 AND junk", "  a = 1 AND junk\n            ^^^^")]
    [InlineData("Invalid filter at position 3: expected a value, found the end of the filter.", "a=", "  a=\n    ^")]
    [InlineData("Invalid clause(s) in filter string: 'b', '<', '3'", "a > 3 AND b < 3 AND c = 1",
        "  a > 3 AND b < 3 AND c = 1\n            ^^^^^")]
    [InlineData("Invalid key 'bogus'. Valid keys are '{'c', 'd'}'", "bogus = 1 AND c = 2",
        "  bogus = 1 AND c = 2\n  ^^^^^")]
    [InlineData("x at position 6", "名前 = =", "  名前 = =\n         ^")]
    public void A_place_is_stated_or_quoted(string message, string filter, string pointer) =>
        Assert.Equal(pointer, FilterPointer.Find(message, [filter]));

    [Theory]
    [InlineData("Run 'x' not found")]
    [InlineData("at position 99")]
    [InlineData("at position 0")]
    public void Where_no_place_is_known_there_is_no_mark(string message) =>
        Assert.Null(FilterPointer.Find(message, ["a = 1"]));

    [Fact]
    public void Of_a_long_filter_the_part_around_the_mistake_is_shown()
    {
        var filter = string.Concat(Enumerable.Repeat("metrics.a > 0 AND ", 50)) + "oops" + new string(' ', 500);
        var lines = FilterPointer.Find("Invalid clause(s) in filter string: 'oops'", [filter])!.Split('\n');

        Assert.Equal(2, lines.Length);
        Assert.True(lines.All(line => line.Length <= 120));
        Assert.Equal("oops", lines[0].Substring(lines[1].IndexOf('^'), 4));
    }
}
