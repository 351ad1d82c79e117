using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class TryoutSpecs : IDisposable
{
    private const string File = "tryout";

    private readonly TempFolder _folder = new();

    [ProgramFact("chromium")]
    public async Task Rows_of_a_file_become_a_table_and_a_chart_and_fields_know_their_ranges()
    {
        await using var server = await ToolServer.StartAsync();
        await Walk.TakeAsync(File, "rows", server.Address);
    }

    [ProgramFact("chromium")]
    public async Task Tensors_are_filled_from_arrays_and_pictures()
    {
        await using var server = await ToolServer.StartAsync();
        await BrightnessModel.LogAsync(server.Address, _folder["brightness"]);
        await Walk.TakeAsync(File, "tensors", server.Address);
    }

    public void Dispose() => _folder.Dispose();
}
