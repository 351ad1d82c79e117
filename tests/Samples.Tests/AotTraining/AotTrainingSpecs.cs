using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Models.Uris;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.AotTraining;

/// <summary>The sample published as a user does it, and run without .NET's shared framework.</summary>
public sealed class AotTrainingSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [ProgramFact("dotnet")]
    public async Task Published_without_what_it_does_not_need_it_records_all_it_should()
    {
        await using var server = await RunningTrackingServer.StartAsync();
        // Warnings of the trimmer are errors, so publishing is half of the test.
        var (published, output) = await RunAsync(
            "dotnet", "publish", Project(), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier,
            "-o", _folder["out"], "--artifacts-path", _folder["build"], "--nologo", "-v", "q");
        Assert.True(published == 0, output);

        var (code, said) = await RunAsync([_folder["out", "Tracking.AotTraining"]], server.Address);
        Assert.True(code == 0, said);
        Assert.StartsWith("y = 2.00 x + 1.00, line, run ", said, StringComparison.Ordinal);

        await using var client = new TrackingClient(server.Address.ToString());
        var champion = await client.Models.ResolveAsync(ModelUri.Parse("models:/aot-line@champion"));
        var run = await client.Runs.GetAsync(champion.RunId!);
        Assert.Equal(RunStatus.Finished, run.Info!.Status);
        Assert.Equal(500, await client.Metrics.GetHistoryAsync(champion.RunId!, "loss").CountAsync());
        Assert.Equal(2000, run.Data!.Metrics!.Single(metric => metric.Key == "points_seen").Value);
        Assert.Equal(500, await client.Traces.SearchAsync(
            [run.Info.ExperimentId!], $"run_id = '{champion.RunId}'").CountAsync());
        var logs = await client.Artifacts.DownloadAsync(champion.RunId!, "logs", _folder["logs"]);
        var log = Assert.Single(Directory.GetFiles(logs, "*.log", SearchOption.AllDirectories));
        Assert.Equal(10, File.ReadLines(log).Count(line => line.Contains("has loss", StringComparison.Ordinal)));
    }

    public void Dispose() => _folder.Dispose();

    private static Task<(int Code, string Output)> RunAsync(params string[] command) => RunAsync(command, null);

    private static async Task<(int Code, string Output)> RunAsync(string[] command, Uri? server)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MLFLOW_TRACKING_URI"] = server?.ToString();
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string Project([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "..", "..", "..", "samples", "AotTraining"));
}
