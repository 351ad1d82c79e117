using System.Globalization;
using System.Text.RegularExpressions;
using Tracking.Quickstart;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.Quickstart;

/// <summary>The sample as a user starts it: a process of its own, from an empty folder.</summary>
public sealed class QuickstartSpecs
{
    [Fact]
    public async Task One_command_goes_the_whole_road()
    {
        using var folder = new TempFolder();

        var run = await RunAsync(folder);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"Agreement +364 of 364 the same digit, probabilities within \S+ \(limit 1e-5\)", run.Output);
        var accuracy = Regex.Match(run.Output, @"Accuracy +(\d+\.\d) %").Groups[1].Value;
        Assert.InRange(double.Parse(accuracy, CultureInfo.InvariantCulture), 95, 100);
        Assert.True(File.Exists(Regex.Match(run.Output, @"Confusion +(\S+)").Groups[1].Value));
        Assert.DoesNotContain("\e[", run.Output);
    }

    [Fact]
    public async Task A_second_run_in_the_same_folder_registers_the_next_version()
    {
        using var folder = new TempFolder();

        var first = await RunAsync(folder);
        var second = await RunAsync(folder);

        Assert.Contains("digits version 1, alias champion", first.Output);
        Assert.Contains("digits version 2, alias champion", second.Output);
    }

    [Theory]
    [InlineData("--keep=yes", "Unknown option '--keep=yes'; --help lists those there are.")]
    [InlineData("--seed", "Option '--seed' needs a value.")]
    public async Task A_wrong_option_ends_at_once_with_one_line(string option, string message)
    {
        using var folder = new TempFolder();

        var run = await RunAsync(folder, option);

        Assert.Equal((2, "", message), (run.ExitCode, run.Output, run.Error.TrimEnd()));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_one_clear_line()
    {
        using var folder = new TempFolder();
        folder.Write("quickstart-data", "not a folder");

        var run = await RunAsync(folder);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("Quickstart failed: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("quickstart-data", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private static Task<SampleRun> RunAsync(TempFolder folder, params string[] arguments) =>
        SampleRun.OfAsync(typeof(Digits).Assembly, folder.Path, arguments);
}
