using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class FileSpecs
{
    private const string File = "files";

    [ProgramFact("chromium")]
    public Task Graphs_models_tables_and_trees_are_shown_as_what_they_are() => Walk.TakeAsync(File, "viewers");

    [ProgramFact("chromium")]
    public Task Large_files_come_in_parts_and_media_in_players() => Walk.TakeAsync(File, "media");
}
