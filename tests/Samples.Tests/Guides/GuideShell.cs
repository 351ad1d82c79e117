using System.Diagnostics;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.Guides;

/// <summary>
/// The commands of a guide, run by a shell in an empty folder: all blocks that stand after <c>&lt;!-- run --&gt;</c>,
/// as one script that ends at the first failure. The tool is the one of this build.
/// </summary>
internal sealed record GuideShell(int Code, string Output, string Errors)
{
    public static async Task<GuideShell> RunAsync(string page)
    {
        var blocks = BlocksIn(await File.ReadAllLinesAsync(Path.Join(Snippets.Root, page))).ToList();
        Assert.NotEmpty(blocks);
        using var folder = new TempFolder();
        var tool = Path.Combine(AppContext.BaseDirectory, "Tracking.Cli.dll");
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-euo", "pipefail"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var errors = bash.StandardError.ReadToEndAsync();
        await bash.StandardInput.WriteAsync(
            $"set -v\ntracking() {{ dotnet '{tool}' \"$@\" < /dev/null; }}\n{string.Join('\n', blocks)}\n");
        bash.StandardInput.Close();
        await Patience.For(bash.WaitForExitAsync(), $"the commands of {page}");
        return new GuideShell(bash.ExitCode, await output, await errors);
    }

    private static IEnumerable<string> BlocksIn(string[] lines)
    {
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i] == "```bash" && lines[i - 1] == "<!-- run -->")
            {
                yield return string.Join('\n', lines.Skip(i + 1).TakeWhile(line => line != "```"));
            }
        }
    }
}
