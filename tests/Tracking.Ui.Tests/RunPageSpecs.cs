using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class RunPageSpecs
{
    private const string File = "run";

    [ProgramFact("chromium")]
    public Task It_shows_all_that_was_logged_and_follows_a_running_run() => Walk.TakeAsync(File, "overview");

    [ProgramFact("chromium")]
    public Task It_has_a_chart_per_metric_and_the_system_apart() => Walk.TakeAsync(File, "charts");

    [ProgramFact("chromium")]
    public Task Files_are_shown_as_what_they_are_and_never_run() => Walk.TakeAsync(File, "artifacts");

    [ProgramFact("chromium")]
    public Task A_model_of_the_run_is_registered_from_it() => Walk.TakeAsync(File, "register");

    [ProgramFact("chromium")]
    public Task What_it_printed_is_shown_and_followed() => Walk.TakeAsync(File, "logs");

    [ProgramFact("chromium")]
    public Task Traces_are_a_tree_of_spans_over_time() => Walk.TakeAsync(File, "traces");

    [ProgramFact("chromium")]
    public Task A_run_that_is_not_there_says_so() => Walk.TakeAsync(File, "missing");
}
