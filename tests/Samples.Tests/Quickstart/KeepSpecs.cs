using System.Diagnostics;
using Tracking.Quickstart;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.Quickstart;

/// <summary>The sample that stays up: what it prints can be called as printed, and Ctrl-C ends it well.</summary>
public sealed class KeepSpecs
{
    [ProgramFact("curl")]
    public async Task Every_printed_line_works_until_Ctrl_C()
    {
        using var folder = new TempFolder();
        using var sample = SampleRun.Start(typeof(Digits).Assembly, folder.Path, "--keep");
        try
        {
            var calls = await PrintedCallsAsync(sample, Patience.Token());

            var answers = await Task.WhenAll(calls.Select(call => ShellAsync(call, folder.Path)));

            Assert.All(answers, answer => Assert.Equal(0, answer.ExitCode));
            Assert.Collection(
                answers.Select(answer => answer.Output.Replace(" ", "")),
                confusion => Assert.StartsWith("<svg", confusion, StringComparison.Ordinal),
                ping => Assert.Contains("Healthy", ping),
                metadata => Assert.Contains("\"pixels\"", metadata),
                scored => Assert.Contains("\"predictions\"", scored),
                alias => Assert.Contains("\"version\":\"1\"", alias),
                runs => Assert.Contains("held_out_accuracy", runs));
            await ShellAsync($"kill -INT {sample.Id}", folder.Path);
            await sample.WaitForExitAsync(Patience.Token());
            Assert.Equal(0, sample.ExitCode);
        }
        finally
        {
            sample.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The lines that begin with curl, once the sample says that it stays up.</summary>
    private static async Task<List<string>> PrintedCallsAsync(Process sample, CancellationToken cancellationToken)
    {
        var calls = new List<string>();
        while (await sample.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains("Ctrl-C stops"))
            {
                return calls;
            }

            if (line.TrimStart().StartsWith("curl ", StringComparison.Ordinal))
            {
                calls.Add(line.Trim());
            }
            else if (line.TrimStart().StartsWith("Confusion", StringComparison.Ordinal))
            {
                calls.Add($"curl -sf '{line.Trim().Split(' ')[^1]}'");
            }
        }

        throw new InvalidOperationException(await sample.StandardError.ReadToEndAsync(cancellationToken));
    }

    private static async Task<(int ExitCode, string Output)> ShellAsync(string line, string folder)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", line])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        var output = await shell.StandardOutput.ReadToEndAsync(Patience.Token());
        await shell.WaitForExitAsync(Patience.Token());
        return (shell.ExitCode, output);
    }
}
