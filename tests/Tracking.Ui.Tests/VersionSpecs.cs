using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class VersionSpecs
{
    private const string File = "version";

    [ProgramFact("chromium")]
    public Task It_shows_what_the_version_takes_measured_and_came_from() => Walk.TakeAsync(File, "overview");

    [ProgramFact("chromium")]
    public Task Its_files_and_what_differs_from_another_have_tabs() => Walk.TakeAsync(File, "tabs");

    [ProgramFact("chromium")]
    public Task An_alias_moves_to_a_breaking_signature_only_with_the_name_typed() => Walk.TakeAsync(File, "breaking");

    [ProgramFact("chromium")]
    public Task Deleting_it_takes_its_name_typed() => Walk.TakeAsync(File, "remove");

    [ProgramFact("chromium")]
    public Task Hostile_names_are_shown_and_never_run() => Walk.TakeAsync(File, "hostileNames");
}
