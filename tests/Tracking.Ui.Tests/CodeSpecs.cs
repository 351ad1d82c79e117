using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class CodeSpecs
{
    private const string File = "code";

    [ProgramFact("chromium")]
    public Task A_run_shows_its_commit_its_uncommitted_changes_and_its_packages() => Walk.TakeAsync(File, "run");

    [ProgramFact("chromium")]
    public Task Compared_runs_show_what_differs_in_code_packages_and_images() => Walk.TakeAsync(File, "compare");
}
