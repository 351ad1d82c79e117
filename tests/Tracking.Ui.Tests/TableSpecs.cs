using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class TableSpecs
{
    private const string File = "table";

    [ProgramFact("chromium")]
    public Task A_column_is_as_wide_as_its_edge_was_dragged() => Walk.TakeAsync(File, "resize");

    [ProgramFact("chromium")]
    public Task Columns_are_put_elsewhere_by_dragging_and_by_keys() => Walk.TakeAsync(File, "reorder");

    [ProgramFact("chromium")]
    public Task Runs_are_grouped_by_their_dataset_with_mean_least_and_most() => Walk.TakeAsync(File, "datasets");

    [ProgramFact("chromium")]
    public Task Children_move_below_parents_that_come_with_a_later_page() => Walk.TakeAsync(File, "tree");

    [ProgramFact("chromium")]
    public Task Runs_are_asked_for_while_the_code_of_the_page_is_on_its_way() => Walk.TakeAsync(File, "early");
}
