using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class GoalSpecs
{
    private const string File = "goals";

    [ProgramFact("chromium")]
    public Task The_arrow_of_a_metric_says_and_changes_which_run_is_better() => Walk.TakeAsync(File, "runs");

    [ProgramFact("chromium")]
    public Task The_arrow_of_a_metric_says_and_changes_which_version_is_better() => Walk.TakeAsync(File, "versions");
}
