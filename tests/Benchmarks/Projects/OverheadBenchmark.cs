using System.Diagnostics;
using System.Globalization;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Projects;

/// <summary>
/// What <c>tracking run</c> adds to a program that does nothing: both are started by turns, as processes. The tool is
/// that of TRACKING_BENCH_TOOL, best one that was published ready to run, else the one beside the benchmarks.
/// </summary>
internal static class OverheadBenchmark
{
    private const string ToolVariable = "TRACKING_BENCH_TOOL";
    private const int Repeats = 21;
    private const int WarmUps = 4;

    public static async Task RunAsync(BenchmarkContext context)
    {
        await using var place = await StorePlace.NewAsync(context);
        await using var server = await ServerProcess.StartAsync(place, context.Stop);
        using var folder = new TempFolder();
        folder.Write("plain/MLproject", "entry_points: {main: {command: bash go.sh}}\n");
        folder.Write("plain/go.sh", "exit 0\n");
        folder.Write("git/MLproject", "entry_points: {main: {command: bash go.sh}}\n");
        folder.Write("git/go.sh", "exit 0\n");
        await InitializeAsync(folder["git"], context.Stop);
        var table = new ResultTable("what", "median, ms", "best, ms", "over by hand, ms", "goal");
        double byHand = 0;
        foreach (var (name, words) in Subjects(folder))
        {
            var times = new List<double>();
            for (var round = -WarmUps; round < Repeats; round++)
            {
                var time = await TimeAsync(words, folder, server.Address, context.Stop);
                if (round >= 0)
                {
                    times.Add(time);
                }
            }

            var median = Rounds.Median(times);
            byHand = byHand == 0 ? median : byHand;
            var isRun = name.StartsWith("tracking run", StringComparison.Ordinal);
            table.Add(name, Whole(median), Whole(times.Min()), Whole(median - byHand), isRun ? "150" : "");
        }

        await table.WriteToAsync(context.Output);
    }

    /// <summary>By hand, the tool's mere start, and runs of a folder with and without git.</summary>
    private static IEnumerable<(string Name, string[] Words)> Subjects(TempFolder folder)
    {
        var tool = Environment.GetEnvironmentVariable(ToolVariable) is { Length: > 0 } given
            ? given
            : Path.Combine(AppContext.BaseDirectory, "Tracking.Cli.dll");
        string[] words = tool.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", tool] : [tool];
        yield return ("bash go.sh by hand", ["bash", folder["plain", "go.sh"]]);
        yield return ("tracking --help (the start of the tool alone)", [.. words, "run", "--help"]);
        yield return ("tracking run, a folder", [.. words, "run", folder["plain"]]);
        yield return ("tracking run, a git work tree", [.. words, "run", folder["git"]]);
    }

    private static async Task InitializeAsync(string folder, CancellationToken cancellationToken)
    {
        string[][] calls =
        [
            ["init", "--quiet"], ["add", "--all"],
            ["-c", "user.name=b", "-c", "user.email=b@example.org", "commit", "--quiet", "--message", "first"],
        ];
        foreach (var arguments in calls)
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
            await git.WaitForExitAsync(cancellationToken);
        }
    }

    private static async Task<double> TimeAsync(
        string[] words, TempFolder folder, Uri server, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        info.Environment["MLFLOW_TRACKING_URI"] = server.ToString();
        info.Environment["TRACKING_PROJECTS_CACHE"] = folder["cache"];
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0
            ? time
            : throw new InvalidOperationException($"'{string.Join(' ', words)}' failed: {await errors}");
    }

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
