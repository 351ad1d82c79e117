using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

/// <summary>Jobs of their own process (see Program.cs), against a server that only remembers.</summary>
public class ProcessEndSpecs
{
    [Fact]
    public async Task An_unhandled_exception_fails_the_run_that_it_leaves()
    {
        var (requests, _) = await RunJobAsync(null, "throw");
        Assert.Equal(["FINISHED", "FAILED"], Statuses(requests));
        Assert.Contains(requests, each =>
            each.Body.Contains("InvalidDataException: not handled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unhandled_exception_of_another_thread_fails_open_runs()
    {
        var (requests, _) = await RunJobAsync(null, "throw-elsewhere");
        Assert.Equal(["FAILED"], Statuses(requests));
    }

    [Theory]
    [InlineData("0", "FINISHED")]
    [InlineData("3", "FAILED")]
    public async Task A_run_that_was_never_ended_ends_with_the_process_and_loses_no_point(
        string exitCode, string status)
    {
        var (requests, code) = await RunJobAsync(null, "forget", exitCode);
        Assert.Equal(int.Parse(exitCode, CultureInfo.InvariantCulture), code);
        Assert.Equal([status], Statuses(requests));
        Assert.Contains(requests, each => each.Body.Contains("\"last\"", StringComparison.Ordinal));
    }

    [ProgramTheory("kill")]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task A_signal_kills_open_runs(string signal)
    {
        var (requests, _) = await RunJobAsync(signal, "wait");
        Assert.Equal(["KILLED"], Statuses(requests));
    }

    private static async Task<(IReadOnlyList<Seen> Requests, int ExitCode)> RunJobAsync(
        string? signal, params string[] arguments)
    {
        await using var server = await FakeServer.StartAsync(AnswerAsync);
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ProcessEndSpecs).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MLFLOW_TRACKING_URI"] = server.Uri.ToString(), ["DOTNET_DbgEnableMiniDump"] = "0" },
        };
        using var job = Process.Start(start)!;
        var errors = job.StandardError.ReadToEndAsync();
        if (signal is not null)
        {
            Assert.Equal("waiting", await job.StandardOutput.ReadLineAsync(Patience.Token()));
            using var kill = Process.Start("kill", [signal, job.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(Patience.Token());
        }

        await Patience.For(job.WaitForExitAsync(Patience.Token()), $"the end of the job {string.Join(' ', arguments)}");
        await Patience.For(errors, "the job's errors");
        return (server.Requests, job.ExitCode);
    }

    private static Task AnswerAsync(HttpContext context)
    {
        var answer = context.Request.Path.Value!.EndsWith("runs/update", StringComparison.Ordinal)
            ? """{"run_info":{"run_id":"r"}}"""
            : """{"run":{"info":{"run_id":"r","experiment_id":"0"}}}""";
        return FakeServer.Json(answer)(context);
    }

    private static List<string> Statuses(IReadOnlyList<Seen> requests) =>
    [
        .. requests.Where(each => each.Target.EndsWith("runs/update", StringComparison.Ordinal))
            .Select(each => JsonDocument.Parse(each.Body).RootElement.GetProperty("status").GetString()!),
    ];
}
