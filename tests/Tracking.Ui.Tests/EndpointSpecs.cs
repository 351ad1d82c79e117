using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class EndpointSpecs
{
    private const string File = "endpoints";

    [ProgramFact("chromium")]
    public async Task A_version_is_served_tried_loaded_watched_and_stopped()
    {
        await using var server = await ToolServer.StartAsync();
        await Walk.TakeAsync(File, "deploy", server.Address);
    }

    [ProgramFact("chromium")]
    public async Task One_follows_its_alias_and_is_compared_with_another()
    {
        await using var server = await ToolServer.StartAsync();
        await Walk.TakeAsync(File, "follow", server.Address);
    }

    [ProgramFact("chromium")]
    public Task A_server_that_starts_none_says_how_to_start_one() => Walk.TakeAsync(File, "refused");
}
