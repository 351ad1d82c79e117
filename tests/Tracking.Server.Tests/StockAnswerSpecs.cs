using System.Net;
using System.Text.Json;

namespace Tracking.Server.Tests;

/// <summary>Answers that follow stock MLflow although something stricter would be thinkable.</summary>
public sealed class StockAnswerSpecs : ServerSpecs
{
    private const string StartToken = "eyJvZmZzZXQiOiAwfQ==";

    [Fact]
    public async Task A_new_run_keeps_a_tag_without_a_key_and_a_long_value_whole()
    {
        var value = new string('z', 9_000);
        var created = await Client.PostJsonAsync(
            "runs/create", $$"""{"experiment_id":"0","tags":[{"value":"A"},{"key":"big","value":"{{value}}"}]}""");
        var id = created.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString();
        var run = await Client.GetJsonAsync("runs/get?run_id=" + id);
        var tags = run.GetProperty("run").GetProperty("data").GetProperty("tags").EnumerateArray()
            .ToDictionary(tag => tag.GetProperty("key").GetString()!, tag => tag.GetProperty("value").GetString());
        Assert.Equal("A", tags[""]);
        Assert.Equal(value, tags["big"]);
    }

    [Fact]
    public async Task The_version_is_that_of_the_API_so_that_stock_clients_use_all_of_it()
    {
        using var answer = await Client.GetAsync(new Uri("/version", UriKind.Relative));
        var version = Version.Parse(await answer.Content.ReadAsStringAsync());
        Assert.True(version >= new Version(3, 4), "clients send spans to /v1/traces from 3.4 on");
        Assert.NotEqual(version, Version.Parse(Assert.Single(answer.Headers.GetValues("Tracking-Version"))));
    }

    [Theory]
    [InlineData("1.5", 1)]
    [InlineData("0.9", 0)]
    [InlineData("17e2", 1_700)]
    public async Task A_point_keeps_its_time_without_the_fraction_of_a_millisecond(string sent, long kept)
    {
        var id = await Client.NewRunAsync();
        await Client.PostJsonAsync(
            "runs/log-metric", $$"""{"run_id":"{{id}}","key":"a","value":1,"timestamp":{{sent}}}""");
        var run = await Client.GetJsonAsync("runs/get?run_id=" + id);
        var metric = run.GetProperty("run").GetProperty("data").GetProperty("metrics")[0];
        Assert.Equal(kept, metric.GetProperty("timestamp").GetInt64());
    }

    [Theory]
    [InlineData("runs/log-metric", "\"key\":\"a\",\"value\":1,\"timestamp\":1,\"step\":1.5")]
    [InlineData("runs/log-metric", "\"key\":\"a\",\"value\":1,\"timestamp\":1e300")]
    public async Task A_fraction_elsewhere_is_refused(string path, string fields)
    {
        var id = await Client.NewRunAsync();
        var refusal = await Client.RefusalAsync(path, $$"""{"run_id":"{{id}}",{{fields}}}""");
        Assert.StartsWith("400 INVALID_PARAMETER_VALUE Invalid value", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_of_experiments_that_are_no_texts_find_nothing()
    {
        await Client.NewRunAsync();
        Assert.Equal("{}", (await Client.PostJsonAsync("runs/search", """{"experiment_ids":[0]}""")).GetRawText());
        Assert.Equal(
            "{}", (await Client.PostJsonAsync("runs/search", """{"experiment_ids":["0",0]}""")).GetRawText());
        Assert.Equal(
            "{}", (await Client.PostJsonAsync("runs/search", """{"experiment_ids":["0",null]}""")).GetRawText());
    }

    [Theory]
    [InlineData("eyJvZmZzZXQiOiAwfQ==")]
    [InlineData("eyJvZmZzZXQiOiAtMX0=")]
    public async Task A_token_of_MLflow_for_the_start_is_the_first_page(string token)
    {
        var id = await Client.NewRunAsync();
        var page = await Client.PostJsonAsync(
            "runs/search", $$"""{"experiment_ids":["0"],"page_token":"{{token}}"}""");
        Assert.Equal(id, page.GetProperty("runs")[0].GetProperty("info").GetProperty("run_id").GetString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("1.5")]
    public async Task A_page_of_no_points_leads_to_itself(string maxResults)
    {
        var id = await Client.NewRunAsync();
        await Client.PostJsonAsync("runs/log-metric", $$"""{"run_id":"{{id}}","key":"m","value":1,"timestamp":1}""");
        var path = $"metrics/get-history?run_id={id}&metric_key=m";
        var page = await Client.GetJsonAsync($"{path}&max_results={maxResults}");
        Assert.Equal($$"""{"next_page_token":"{{StartToken}}"}""", page.GetRawText());
        var next = await Client.GetJsonAsync($"{path}&max_results=5&page_token={Uri.EscapeDataString(StartToken)}");
        Assert.Equal(1, next.GetProperty("metrics").GetArrayLength());
    }

    [Fact]
    public async Task A_page_of_no_registered_models_leads_to_itself()
    {
        var page = await Client.GetJsonAsync("registered-models/search?max_results=0");
        Assert.Equal($$"""{"next_page_token":"{{StartToken}}"}""", page.GetRawText());
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Invalid filter '  '. Could not be parsed.",
            await Client.RefusalOfGetAsync("registered-models/search?max_results=0&filter=%20%20"));
    }

    [Theory]
    [InlineData("PATCH", "", """{"status":"LOGGED_MODEL_READY"}""")]
    [InlineData("POST", "/params", """{"params":[{"key":"p","value":"1"}]}""")]
    public async Task The_id_of_a_logged_model_must_be_in_the_body_too(string verb, string path, string body)
    {
        var model = await Client.PostJsonAsync("logged-models", """{"experiment_id":"0","name":"lm"}""");
        var id = model.GetProperty("model").GetProperty("info").GetProperty("model_id").GetString();
        var method = new HttpMethod(verb);
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Missing value for required parameter 'model_id'. See the API docs for more " +
            "information about request parameters.",
            await Client.RefusalAsync($"logged-models/{id}{path}", body, method));

        // The path decides, whatever the body says.
        var (status, _) = await Client.SendJsonAsync(
            method, $"logged-models/{id}{path}", """{"model_id":"m-other",""" + body[1..]);
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Codes_of_names_that_are_taken_and_of_things_that_are_not_there_are_MLflows()
    {
        await Client.PostJsonAsync("experiments/create", """{"name":"a"}""");
        Assert.StartsWith("400 BAD_REQUEST ", await Client.RefusalAsync(
            "experiments/update", """{"experiment_id":"0","new_name":"a"}"""), StringComparison.Ordinal);
        Assert.Equal(
            "400 RESOURCE_ALREADY_EXISTS The tag 'k' is given more than once in 'tags'.",
            await Client.RefusalAsync("experiments/create", """{"name":"b","tags":[{"key":"k"},{"key":"k"}]}"""));
        var id = await Client.NewRunAsync();
        Assert.StartsWith("400 BAD_REQUEST ", await Client.RefusalAsync("runs/log-metric",
            $$"""{"run_id":"{{id}}","key":"m","value":1,"timestamp":1,"model_id":"m-x"}"""), StringComparison.Ordinal);
    }
}
