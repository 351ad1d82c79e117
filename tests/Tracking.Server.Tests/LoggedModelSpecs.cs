using System.Net;
using System.Text.Json;

namespace Tracking.Server.Tests;

public sealed class LoggedModelSpecs : ServerSpecs
{
    [Fact]
    public async Task A_model_is_pending_until_its_files_are_there()
    {
        var created = await CreateAsync();
        Assert.Equal("LOGGED_MODEL_PENDING", created.GetProperty("status").GetString());
        var id = created.GetProperty("model_id").GetString();
        Assert.Equal($"mlflow-artifacts:/0/models/{id}/artifacts", created.GetProperty("artifact_uri").GetString());
        var (status, answer) = await Client.SendJsonAsync(
            HttpMethod.Patch, $"logged-models/{id}", $$"""{"model_id":"{{id}}","status":"LOGGED_MODEL_READY"}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            "LOGGED_MODEL_READY",
            answer.GetProperty("model").GetProperty("info").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Tags_are_set_and_deleted_by_path_even_with_a_slash_in_the_key()
    {
        var id = (await CreateAsync()).GetProperty("model_id").GetString();
        await Client.SendJsonAsync(
            HttpMethod.Patch, $"logged-models/{id}/tags",
                """{"tags":[{"key":"a/b","value":"1"},{"key":"c","value":"2"}]}""");
        await Client.SendJsonAsync(HttpMethod.Delete, $"logged-models/{id}/tags/a%2Fb", body: null);
        var found = await Client.GetJsonAsync($"logged-models/{id}");
        Assert.Equal(
            """[{"key":"c","value":"2"}]""",
            found.GetProperty("model").GetProperty("info").GetProperty("tags").GetRawText());
    }

    [Fact]
    public async Task Files_of_a_model_are_listed_relative_to_it_and_downloaded()
    {
        var id = (await CreateAsync()).GetProperty("model_id").GetString();
        using var put = await Client.PutAsync(
            $"api/2.0/mlflow-artifacts/artifacts/0/models/{id}/artifacts/data/w.txt", new StringContent("w"));
        var listed = await Client.GetJsonAsync(
            $"logged-models/{id}/artifacts/directories?artifact_directory_path=data");
        Assert.Equal(
            """[{"path":"data/w.txt","is_dir":false,"file_size":1}]""", listed.GetProperty("files").GetRawText());
        Assert.Equal("w", await Client.GetStringAsync(
            $"ajax-api/2.0/mlflow/logged-models/{id}/artifacts/files?artifact_file_path=data/w.txt"));
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Invalid path",
            await Client.RefusalOfGetAsync($"logged-models/{id}/artifacts/directories?artifact_directory_path=.."));
    }

    [Fact]
    public async Task A_missing_model_is_not_found() =>
        Assert.Equal(
            "404 RESOURCE_DOES_NOT_EXIST Logged model with ID 'm-nope' not found.",
            await Client.RefusalOfGetAsync("logged-models/m-nope"));

    [Fact]
    public async Task A_metric_logged_with_a_model_belongs_to_the_model_too()
    {
        var run = await Client.NewRunAsync();
        var id = (await CreateAsync()).GetProperty("model_id").GetString();
        await Client.PostJsonAsync(
            "runs/log-metric", $$"""{"run_id":"{{run}}","model_id":"{{id}}","key":"acc","value":0.5,"timestamp":1}""");
        var model = (await Client.GetJsonAsync($"logged-models/{id}")).GetProperty("model");
        Assert.Equal(
            $$"""[{"key":"acc","value":0.5,"timestamp":1,"step":0,"model_id":"{{id}}","run_id":"{{run}}"}]""",
            model.GetProperty("data").GetProperty("metrics").GetRawText());
    }

    private async Task<JsonElement> CreateAsync()
    {
        var answer = await Client.PostJsonAsync("logged-models", """{"experiment_id":"0","name":"lm"}""");
        return answer.GetProperty("model").GetProperty("info");
    }
}
