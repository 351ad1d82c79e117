using Tracking.Server.Artifacts;

namespace Tracking.Server.Tests.Artifacts;

public sealed class ArtifactPageSpecs : ServerSpecs
{
    [Fact]
    public async Task A_large_folder_is_listed_in_pages_that_hold_every_file_once()
    {
        var id = await Client.NewRunAsync();
        var folder = Directory.CreateDirectory(Path.Join(Server.Folder, "artifacts", "0", id, "artifacts", "many"));
        for (var i = 0; i < ArtifactFolders.PageEntries + 5; i++)
        {
            await File.WriteAllBytesAsync(Path.Join(folder.FullName, $"{i:D5}"), [1]);
        }

        var url = $"artifacts/list?run_id={id}&path=many";
        var first = await Client.GetJsonAsync(url);
        var token = first.GetProperty("next_page_token").GetString()!;
        var second = await Client.GetJsonAsync($"{url}&page_token={token}");
        Assert.False(second.TryGetProperty("next_page_token", out _));
        var paths = new[] { first, second }.SelectMany(page => page.GetProperty("files").EnumerateArray())
            .Select(file => file.GetProperty("path").GetString());
        Assert.Equal(Enumerable.Range(0, ArtifactFolders.PageEntries + 5).Select(i => $"many/{i:D5}"), paths);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("x", null)]
    [InlineData("after-!!!", null)]
    [InlineData("after-_w", null)]
    [InlineData("after-YS8", "a/")]
    public void A_token_that_is_none_of_ours_starts_at_the_beginning_as_MLflow_does(string? token, string? after) =>
        Assert.Equal(after, ArtifactPageToken.Parse(token));

    [Fact]
    public void A_token_leads_back_to_its_place() =>
        Assert.Equal("ü 漢/", ArtifactPageToken.Parse(ArtifactPageToken.Of("ü 漢/")));
}
