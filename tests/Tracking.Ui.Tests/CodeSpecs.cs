using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class CodeSpecs
{
    private const string File = "code";

    [ProgramFact("chromium")]
    public Task A_run_shows_its_commit_its_uncommitted_changes_and_its_packages() => Walk.TakeAsync(File, "run");
}
