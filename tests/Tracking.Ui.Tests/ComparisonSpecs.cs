using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class ComparisonSpecs
{
    private const string File = "comparing";

    [ProgramFact("chromium")]
    public Task Many_runs_are_rows_and_few_are_columns() => Walk.TakeAsync(File, "runs");

    [ProgramFact("chromium")]
    public Task Many_versions_are_rows() => Walk.TakeAsync(File, "versions");
}
