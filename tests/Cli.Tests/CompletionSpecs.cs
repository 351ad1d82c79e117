using System.Diagnostics;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class CompletionSpecs
{
    [Theory]
    [InlineData("ru", "run", "runs")]
    [InlineData("experiments re", "rename", "restore")]
    [InlineData("runs search --o", "--order-by", "--output")]
    [InlineData("runs search --output ", "csv", "json", "table")]
    public async Task The_tool_answers_what_may_stand_at_the_cursor(string line, params string[] expected)
    {
        var call = await CliCall.SucceedAsync($"[suggest:{line.Length}]", line);
        Assert.Superset(expected.ToHashSet(), call.Lines.ToHashSet());
        Assert.DoesNotContain("serve", call.Lines);
    }

    [ProgramFact("bash")]
    public async Task Bash_completes_with_the_script()
    {
        var script = (await CliCall.SucceedAsync("completion", "bash")).Output;
        var tool = Path.Combine(AppContext.BaseDirectory, "Tracking.Cli.dll");
        using var bash = Process.Start(new ProcessStartInfo("bash")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await bash.StandardInput.WriteAsync($$"""
            tracking() { dotnet '{{tool}}' "$@"; }
            {{script}}
            COMP_LINE="tracking experiments re" COMP_POINT=23 COMP_WORDS=(tracking experiments re) COMP_CWORD=2
            _tracking_complete
            printf '%s\n' "${COMPREPLY[@]}"
            """);
        bash.StandardInput.Close();

        var replies = await Patience.For(bash.StandardOutput.ReadToEndAsync(), "the completions");
        Assert.Equal(["rename", "restore"], replies.Trim().Split('\n').Order());
    }

    [Theory]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public async Task Other_shells_have_a_script_that_asks_the_tool(string shell) =>
        Assert.Contains("tracking \"[suggest:", (await CliCall.SucceedAsync("completion", shell)).Output);
}
