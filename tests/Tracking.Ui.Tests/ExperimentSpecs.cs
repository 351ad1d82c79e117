using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class ExperimentSpecs
{
    private const string File = "experiments";

    [ProgramFact("chromium")]
    public Task Experiments_are_made_described_tagged_renamed_and_deleted_by_keyboard() =>
        Walk.TakeAsync(File, "keyboard");

    [ProgramFact("chromium")]
    public Task The_search_stands_in_the_URL_and_a_refusal_leaves_the_rows() => Walk.TakeAsync(File, "search");

    [ProgramFact("chromium")]
    public Task Deleted_experiments_are_restored() => Walk.TakeAsync(File, "restore");

    [ProgramFact("chromium")]
    public Task Hostile_names_are_shown_and_never_run() => Walk.TakeAsync(File, "hostileNames");

    [ProgramFact("chromium")]
    public Task Both_themes_are_accessible() => Walk.TakeAsync(File, "dark");

    [ProgramFact("chromium")]
    public Task A_phone_shows_it_all_in_one_column() => Walk.TakeAsync(File, "phone");

    [ProgramFact("chromium")]
    public Task The_palette_finds_acts_experiments_and_runs() => Walk.TakeAsync(File, "palette");

    [ProgramFact("chromium")]
    public Task Links_of_MLflow_lead_to_the_same_things() => Walk.TakeAsync(File, "legacyLinks");

    [ProgramFact("chromium")]
    public Task Everything_works_below_a_static_prefix() =>
        Walk.TakeAsync(File, "keyboard", options => options with { StaticPrefix = "/ml" });
}
