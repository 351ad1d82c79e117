using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class ChartSpecs
{
    private const string File = "charts";

    [ProgramFact("chromium")]
    public Task A_scatter_chart_is_added_read_by_keyboard_saved_and_removed() => Walk.TakeAsync(File, "scatter");

    [ProgramFact("chromium")]
    public Task Parallel_coordinates_are_brushed_turned_and_selected_from() => Walk.TakeAsync(File, "parallel");

    [ProgramFact("chromium")]
    public Task Contours_and_boxes_show_how_metrics_lie_and_say_what_they_lack() =>
        Walk.TakeAsync(File, "contourAndBox");

    [ProgramFact("chromium")]
    public Task Lines_lie_over_another_metric_or_less_a_baseline_joined_by_step() => Walk.TakeAsync(File, "lines");

    [ProgramFact("chromium")]
    public Task Charts_and_sections_are_dragged_and_the_order_stays_in_the_URL() => Walk.TakeAsync(File, "arrange");

    [ProgramFact("chromium")]
    public Task Images_of_runs_are_gone_through_by_step() => Walk.TakeAsync(File, "images");

    [ProgramFact("chromium")]
    public Task Charts_are_read_without_a_pointer_and_keep_a_scale_of_their_own() => Walk.TakeAsync(File, "keys");
}
