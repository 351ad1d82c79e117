using Tracking.Quickstart;

namespace Tracking.Samples.Tests.Quickstart;

public sealed class QuickstartOptionsSpecs
{
    [Fact]
    public void Options_are_read_in_any_order() => Assert.Equal(
        new QuickstartOptions { Keep = true, DataFolder = "here", Seed = 3 },
        QuickstartOptions.Parse(["--seed", "3", "--keep", "--data", "here"]));

    [Theory]
    [InlineData("Unknown option '--kep'; --help lists those there are.", "--kep")]
    [InlineData("Option '--data' needs a value.", "--data")]
    [InlineData("Option '--seed' needs a whole number, got 'x'.", "--seed", "x")]
    public void A_wrong_option_is_named(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => QuickstartOptions.Parse(arguments)).Message);
}
