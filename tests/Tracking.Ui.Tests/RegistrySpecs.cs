using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class RegistrySpecs
{
    private const string File = "registry";

    [ProgramFact("chromium")]
    public Task Moving_an_alias_says_what_changes_and_is_not_done_blindly() => Walk.TakeAsync(File, "promote");

    [ProgramFact("chromium")]
    public Task A_new_alias_is_not_made_over_that_of_another() => Walk.TakeAsync(File, "newAlias");

    [ProgramFact("chromium")]
    public Task Models_are_found_described_staged_and_lose_aliases() => Walk.TakeAsync(File, "change");

    [ProgramFact("chromium")]
    public Task Hostile_names_are_shown_and_never_run() => Walk.TakeAsync(File, "hostileNames");

    [ProgramFact("chromium")]
    public Task Two_versions_are_compared_with_their_signatures() => Walk.TakeAsync(File, "compare");
}
