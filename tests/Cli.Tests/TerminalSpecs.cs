using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class TerminalSpecs : ServerSpecs
{
    [ProgramFact("script")]
    public async Task A_list_fits_the_terminal_and_has_colours()
    {
        await CreateRunAsync(new string('n', 100), RunStatus.Failed);

        var (code, screen) = await Terminal.RunAsync(
            "", "runs", "list", "-c", "run_id,run_name,status", "--tracking-uri", $"{Address}");

        Assert.Equal(0, code);
        Assert.Contains("nnnn…  \e[31mFAILED\e[0m\n", screen);
        var plain = screen.Replace("\e[31m", "").Replace("\e[1m", "").Replace("\e[0m", "");
        Assert.All(plain.Split('\n'), line => Assert.InRange(line.Length, 0, 60));
    }

    [ProgramFact("script")]
    public async Task A_person_is_asked_before_a_run_is_deleted_and_a_no_changes_nothing()
    {
        var run = await CreateRunAsync("asked", RunStatus.Finished);
        string[] delete = ["runs", "delete", "-r", run, "--tracking-uri", $"{Address}"];

        var refused = await Terminal.RunAsync("n\n", delete);
        Assert.Equal(1, refused.Code);
        Assert.Contains($"Delete the run {run}? [y/N] ", refused.Screen);
        Assert.Contains("Nothing was changed.", refused.Screen);
        Assert.Equal("active", (await Client.Runs.GetAsync(run)).Info!.LifecycleStage);

        Assert.Equal(0, (await Terminal.RunAsync("y\n", delete)).Code);
        Assert.Equal("deleted", (await Client.Runs.GetAsync(run)).Info!.LifecycleStage);
    }

    [ProgramFact("script")]
    public async Task Yes_is_not_asked()
    {
        var run = await CreateRunAsync("sure", RunStatus.Finished);
        var (code, screen) = await Terminal.RunAsync(
            "", "runs", "delete", "-r", run, "--yes", "--tracking-uri", $"{Address}");
        Assert.Equal((0, $"Run with ID {run} has been deleted.\n"), (code, screen));
    }

    private async Task<string> CreateRunAsync(string name, RunStatus status)
    {
        var run = await Client.Runs.CreateAsync(new CreateRunRequest { ExperimentId = "0", RunName = name });
        await Client.Runs.UpdateAsync(new UpdateRunRequest { RunId = run.Info!.RunId, Status = status });
        return run.Info.RunId!;
    }
}
