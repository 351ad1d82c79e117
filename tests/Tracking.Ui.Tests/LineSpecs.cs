using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class LineSpecs
{
    private const string File = "lines";

    [ProgramFact("chromium")]
    public Task What_is_left_out_of_a_line_is_said_and_a_zoom_loads_it() => Walk.TakeAsync(File, "sampled");

    [ProgramFact("chromium")]
    public Task A_box_and_the_wheel_zoom_and_everything_comes_back() => Walk.TakeAsync(File, "boxZoom");

    [ProgramFact("chromium")]
    public Task Values_without_a_place_on_a_log_scale_are_counted_and_symlog_is_offered() =>
        Walk.TakeAsync(File, "symlog");

    [ProgramFact("chromium")]
    public Task Lines_break_where_steps_are_missing() => Walk.TakeAsync(File, "gaps");

    [ProgramFact("chromium")]
    public Task Compared_runs_stand_on_parallel_coordinates_among_the_others() => Walk.TakeAsync(File, "compared");
}
