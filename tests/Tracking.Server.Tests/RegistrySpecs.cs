using System.Net;
using System.Text.Json;

namespace Tracking.Server.Tests;

public sealed class RegistrySpecs : ServerSpecs
{
    [Fact]
    public async Task A_version_is_found_by_its_alias_until_the_alias_moves()
    {
        await CreateAsync("m");
        await VersionAsync("m", "s3://b/1");
        await VersionAsync("m", "s3://b/2");
        await Client.PostJsonAsync("registered-models/alias", """{"name":"m","alias":"champion","version":"1"}""");
        Assert.Equal("1", await VersionOfAsync("champion"));
        await Client.PostJsonAsync("registered-models/alias", """{"name":"m","alias":"champion","version":"2"}""");
        Assert.Equal("2", await VersionOfAsync("champion"));
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Registered model alias none not found.",
            await Client.RefusalOfGetAsync("registered-models/alias?name=m&alias=none"));
    }

    [Fact]
    public async Task An_alias_moves_from_where_its_mover_saw_it_or_not_at_all()
    {
        await CreateAsync("m");
        await VersionAsync("m", "s3://b/1");
        await VersionAsync("m", "s3://b/2");

        Assert.Equal("", await MoveAsync("1", expected: "\"0\""));
        Assert.Equal(
            "409 ABORTED Parameter 'expected_version' is '0', but registered model 'm' has the alias 'champion' at " +
            "version 1; expected '1' or no value to move it from there.",
            await MoveAsync("2", expected: "\"0\""));
        Assert.Equal("1", await VersionOfAsync("champion"));
        Assert.Equal("", await MoveAsync("2", expected: "\"1\""));
        Assert.Equal("", await MoveAsync("1", expected: "null"));
        Assert.Equal("1", await VersionOfAsync("champion"));
        foreach (var wrong in (string[])["", "-1", "1.0", "@champion"])
        {
            Assert.Equal(
                $"400 INVALID_PARAMETER_VALUE Parameter 'expected_version' is '{wrong}', expected the number of the " +
                "version that the alias points to, or '0' where there must be no such alias yet.",
                await MoveAsync("2", $"\"{wrong}\""));
        }
    }

    [Fact]
    public async Task The_version_of_an_alias_is_sent_once_and_then_when_it_changes()
    {
        await CreateAsync("m");
        await VersionAsync("m", "s3://b/1");
        await Client.PostJsonAsync("registered-models/alias", """{"name":"m","alias":"champion","version":"1"}""");
        const string Path = "registered-models/alias?name=m&alias=champion";
        var first = await AskAsync(Path, known: null);
        var same = await AskAsync(Path, first.Tag);
        var weak = await AskAsync(Path, $"\"other\", W/{first.Tag}");
        await Client.SendJsonAsync(
            HttpMethod.Patch, "model-versions/update", """{"name":"m","version":"1","description":"new"}""");
        var changed = await AskAsync(Path, first.Tag);

        Assert.Equal((200, 304, 304, 200), (first.Status, same.Status, weak.Status, changed.Status));
        Assert.Equal(("", "", first.Tag), (same.Body, weak.Body, same.Tag));
        Assert.NotEqual(first.Tag, changed.Tag);
        Assert.Contains("\"description\":\"new\"", changed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_models_is_sent_once_and_then_when_one_of_them_changes()
    {
        const string Path = "registered-models/search?order_by=name%20ASC";
        await CreateAsync("m");
        await VersionAsync("m", "s3://b/1");
        var first = await AskAsync(Path, known: null);
        var same = await AskAsync(Path, first.Tag);
        await Client.PostJsonAsync("registered-models/alias", """{"name":"m","alias":"champion","version":"1"}""");
        var changed = await AskAsync(Path, first.Tag);

        Assert.Equal((200, 304, 200), (first.Status, same.Status, changed.Status));
        Assert.Equal("", same.Body);
        Assert.DoesNotContain("champion", first.Body, StringComparison.Ordinal);
        Assert.Contains("\"alias\":\"champion\"", changed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_answers_with_its_empty_fields_and_its_number_as_text()
    {
        await CreateAsync("m");
        var version = await VersionAsync("m", "s3://b/1");
        Assert.Matches(
            """
            ^\{"name":"m","version":"1","creation_timestamp":\d+,"last_updated_timestamp":\d+,"current_stage":"None",
            "description":"","source":"s3://b/1","run_id":"","status":"READY","run_link":""\}$
            """.ReplaceLineEndings(""),
            version);
    }

    [Fact]
    public async Task Sources_that_name_models_lead_to_their_files()
    {
        await CreateAsync("m");
        var model = await Client.PostJsonAsync("logged-models", """{"experiment_id":"0","name":"lm"}""");
        var info = model.GetProperty("model").GetProperty("info");
        await VersionAsync("m", $"models:/{info.GetProperty("model_id")}");
        await VersionAsync("m", "models:/m/1");
        foreach (var version in new[] { "1", "2" })
        {
            var answer = await Client.GetJsonAsync($"model-versions/get-download-uri?name=m&version={version}");
            Assert.Equal(info.GetProperty("artifact_uri").GetString(), answer.GetProperty("artifact_uri").GetString());
        }
    }

    [Theory]
    [InlineData("/etc/passwd", "To use a local path as a model version source")]
    [InlineData("file:///etc", "To use a local path as a model version source")]
    [InlineData("mlflow-artifacts:/../x", "an absolute path must be provided without relative path references")]
    [InlineData("s3://b/%2e%2e/x", "an absolute path must be provided without relative path references")]
    public async Task A_source_that_leads_to_the_servers_own_files_is_refused(string source, string reason)
    {
        await CreateAsync("m");
        var refusal = await Client.RefusalAsync("model-versions/create", $$"""{"name":"m","source":"{{source}}"}""");
        Assert.StartsWith(
            $"400 INVALID_PARAMETER_VALUE Invalid model version source: '{source}'.", refusal,
                StringComparison.Ordinal);
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_is_read_in_any_case_and_archives_on_request()
    {
        await CreateAsync("m");
        await VersionAsync("m", "s3://b/1");
        await VersionAsync("m", "s3://b/2");
        foreach (var version in new[] { "1", "2" })
        {
            await Client.PostJsonAsync("model-versions/transition-stage", $$"""
                {"name":"m","version":"{{version}}","stage":"production","archive_existing_versions":true}
                """);
        }

        var first = await Client.GetJsonAsync("model-versions/get?name=m&version=1");
        Assert.Equal("Archived", first.GetProperty("model_version").GetProperty("current_stage").GetString());
        var latest = await Client.GetJsonAsync("registered-models/get-latest-versions?name=m&stages=Production");
        Assert.Equal("2", latest.GetProperty("model_versions")[0].GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("""{"name":"bad/name"}""", "Invalid model name 'bad/name'. Names cannot contain '/' or ':'.")]
    [InlineData("""{"name":" "}""", "Missing value for required parameter 'name'.")]
    public async Task A_bad_name_is_refused(string body, string refusal) =>
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE " + refusal, await Client.RefusalAsync("registered-models/create", body));

    [Fact]
    public async Task Search_limits_name_the_value_as_the_query_has_it() =>
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Invalid value \"1001\" for parameter 'max_results' supplied:  Hint: " +
            "Value was " +
            "of type 'str'. See the API docs for more information about request parameters.",
            await Client.RefusalOfGetAsync("registered-models/search?max_results=1001"));

    private async Task<(int Status, string Tag, string Body)> AskAsync(string path, string? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Api.Root + path);
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        using var answer = await Client.SendAsync(request);
        return ((int)answer.StatusCode, $"{answer.Headers.ETag}", await answer.Content.ReadAsStringAsync());
    }

    private Task<JsonElement> CreateAsync(string name) =>
        Client.PostJsonAsync("registered-models/create", $$"""{"name":"{{name}}"}""");

    private async Task<string> VersionAsync(string name, string source)
    {
        var answer = await Client.PostJsonAsync(
            "model-versions/create", $$"""{"name":"{{name}}","source":"{{source}}"}""");
        return answer.GetProperty("model_version").GetRawText();
    }

    /// <summary>Moves the champion of m; gives the refusal, empty for none.</summary>
    private async Task<string> MoveAsync(string version, string expected)
    {
        const string Path = "registered-models/alias";
        var body = $$"""{"name":"m","alias":"champion","version":"{{version}}","expected_version":{{expected}}}""";
        var (status, _) = await Client.SendJsonAsync(HttpMethod.Post, Path, body);
        return status == HttpStatusCode.OK ? "" : await Client.RefusalAsync(Path, body);
    }

    private async Task<string?> VersionOfAsync(string alias)
    {
        var answer = await Client.GetJsonAsync("registered-models/alias?name=m&alias=" + alias);
        return answer.GetProperty("model_version").GetProperty("version").GetString();
    }
}
