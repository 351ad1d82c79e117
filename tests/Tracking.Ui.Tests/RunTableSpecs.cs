using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class RunTableSpecs
{
    private const string File = "runs";
    private const string Acts = "runActs";

    [ProgramFact("chromium")]
    public Task Columns_are_chosen_sorted_and_pinned_and_stay_in_the_URL() => Walk.TakeAsync(File, "columns");

    [ProgramFact("chromium")]
    public Task The_query_completes_and_shows_what_the_server_refuses_at_its_place() => Walk.TakeAsync(File, "query");

    [ProgramFact("chromium")]
    public Task Runs_are_grouped_and_children_lie_below_their_parents() => Walk.TakeAsync(File, "groups");

    [ProgramFact("chromium")]
    public Task Selected_runs_are_tagged_saved_deleted_and_brought_back() => Walk.TakeAsync(File, "bulk");

    [ProgramFact("chromium")]
    public Task New_runs_come_by_themselves() => Walk.TakeAsync(File, "live");

    [ProgramFact("chromium")]
    public Task Charts_share_their_readout_and_zoom() => Walk.TakeAsync(File, "charts");

    [ProgramFact("chromium")]
    public Task Selected_runs_are_compared_against_a_baseline() => Walk.TakeAsync(File, "compare");

    [ProgramFact("chromium")]
    public Task Hostile_names_are_shown_and_never_run() => Walk.TakeAsync(File, "hostileNames");

    [ProgramFact("chromium")]
    public Task A_phone_shows_table_or_charts() => Walk.TakeAsync(File, "phone");

    [ProgramFact("chromium")]
    public Task A_view_is_kept_under_a_name() => Walk.TakeAsync(File, "views");

    [ProgramFact("chromium")]
    public Task Everything_that_matches_is_tagged_and_saved_loaded_or_not() => Walk.TakeAsync(Acts, "everything");

    [ProgramFact("chromium")]
    public Task Runs_get_a_colour_that_stays() => Walk.TakeAsync(Acts, "colors");

    [ProgramFact("chromium")]
    public Task Runs_are_hidden_in_charts_and_shown_again() => Walk.TakeAsync(Acts, "eyes");

    [ProgramFact("chromium")]
    public Task A_state_too_long_for_an_address_has_a_short_one() => Walk.TakeAsync(Acts, "longStates");

    [ProgramFact("chromium")]
    public Task What_is_better_of_a_metric_colours_its_differences() => Walk.TakeAsync(Acts, "goals");
}
