using System.Net.Http.Json;
using System.Text.Json;

namespace Tracking.Server.Tests;

public sealed class TrashSpecs : ServerSpecs
{
    [Fact]
    public async Task A_deleted_run_goes_with_its_files()
    {
        var id = await Client.NewRunAsync();
        using var upload = await Client.PutAsync(
            $"api/2.0/mlflow-artifacts/artifacts/0/{id}/artifacts/model/file", new StringContent("x"));
        upload.EnsureSuccessStatusCode();
        var folder = Path.Join(Server.Folder, "artifacts", "0", id);
        Assert.True(Directory.Exists(folder));
        await Client.PostJsonAsync("runs/delete", $$"""{"run_id":"{{id}}"}""");

        var (status, answer) = await SendAsync("runs/delete-permanently", $$"""{"run_ids":["{{id}}"]}""");

        Assert.Equal(200, status);
        Assert.Equal(
            $$"""
            {"removed":[{"kind":"run","id":"{{id}}"}],"kept":[],
            "artifact_folders":1,"artifacts_left":[],"complete":true}
            """.ReplaceLineEndings(""),
            answer);
        Assert.False(Directory.Exists(folder));
        Assert.Equal(
            $"404 RESOURCE_DOES_NOT_EXIST Run with id={id} not found",
            await Client.RefusalOfGetAsync("runs/get?run_id=" + id));
    }

    [Fact]
    public async Task The_name_of_a_removed_experiment_is_free()
    {
        const string Create = """{"name":"again"}""";
        var id = (await Client.PostJsonAsync("experiments/create", Create)).GetProperty("experiment_id").GetString();
        await Client.PostJsonAsync("experiments/delete", $$"""{"experiment_id":"{{id}}"}""");
        Assert.StartsWith("400 RESOURCE_ALREADY_EXISTS", await Client.RefusalAsync("experiments/create", Create));

        await SendAsync("experiments/delete-permanently", $$"""{"experiment_ids":["{{id}}"]}""");

        var next = (await Client.PostJsonAsync("experiments/create", Create)).GetProperty("experiment_id").GetString();
        Assert.NotEqual(id, next);
    }

    [Fact]
    public async Task A_collection_tells_first_and_removes_then()
    {
        var id = await Client.NewRunAsync();
        await Client.PostJsonAsync("runs/delete", $$"""{"run_id":"{{id}}"}""");
        foreach (var (body, removed) in new[]
        {
            ("""{"older_than":"1d"}""", 0), ("""{"dry_run":true}""", 1), ("{}", 1), ("{}", 0),
        })
        {
            var (_, answer) = await SendAsync("trash/collect", body);
            using var json = JsonDocument.Parse(answer);
            Assert.Equal(removed, json.RootElement.GetProperty("removed").GetArrayLength());
        }
    }

    [Theory]
    [InlineData("runs/delete-permanently", "{}", "'run_ids' has 0 ids, expected 1 to 100.")]
    [InlineData("logged-models/delete-permanently", """{"model_ids":["m-0"]}""", "Logged model 'm-0' does not exist.")]
    [InlineData("experiments/delete-permanently", """{"experiment_ids":["0"]}""", "is not in the 'deleted' lifecycle")]
    [InlineData("trash/collect", """{"older_than":"soon"}""", "'soon' is no age; expected days")]
    [InlineData("runs/heartbeat", "{}", "Missing value for required parameter 'run_id'")]
    [InlineData("runs/heartbeat", """{"run_id":"none"}""", "Run with id=none not found")]
    [InlineData("runs/heartbeat", """{"run_id":"r","interval_ms":5}""", "'interval_ms' is 5, expected 1000 to 3600000")]
    public async Task What_cannot_be_done_is_refused_by_name(string path, string body, string named)
    {
        var (status, answer) = await SendAsync(path, body);
        Assert.True(status is 400 or 404, answer);
        Assert.Contains(named, JsonDocument.Parse(answer).RootElement.GetProperty("message").GetString());
    }

    private async Task<(int Status, string Answer)> SendAsync(string path, string body)
    {
        using var content = JsonContent.Create(JsonSerializer.Deserialize<JsonElement>(body));
        using var response = await Client.PostAsync("api/2.0/tracking/" + path, content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
