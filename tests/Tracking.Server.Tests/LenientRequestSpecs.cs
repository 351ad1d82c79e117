using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Tracking.Server.Tests;

/// <summary>Requests as clients in other languages write them; the table of MLflow's leniency.</summary>
public sealed class LenientRequestSpecs : ServerSpecs
{
    [Theory]
    [InlineData("""{"experimentId":"0","runName":"n","startTime":"5"}""")]
    [InlineData("""{"experiment_id":"0","run_name":"n","start_time":5.0,"unknown":{"deep":[1,null]}}""")]
    [InlineData("""{"experiment_id":"0","run_name":"n","start_time":5,"user_id":null,"tags":null}""")]
    [InlineData(""" "{\"experiment_id\":\"0\",\"run_name\":\"n\",\"start_time\":5}" """)]
    [InlineData("""{"experiment_id":"1","experiment_id":"0","run_name":"\u006e","start_time":"5"}""")]
    public async Task A_run_is_created_from_any_spelling(string body)
    {
        var info = (await Client.PostJsonAsync("runs/create", body)).GetProperty("run").GetProperty("info");
        Assert.Equal("n", info.GetProperty("run_name").GetString());
        Assert.Equal(5, info.GetProperty("start_time").GetInt64());
    }

    [Theory]
    [InlineData("3", "FINISHED")]
    [InlineData("\"FAILED\"", "FAILED")]
    [InlineData("\"3\"", "FINISHED")]
    [InlineData("\"BOGUS\"", "RUNNING")]
    [InlineData("99", "RUNNING")]
    [InlineData("null", "RUNNING")]
    public async Task A_status_is_read_by_name_or_number_and_ignored_when_unknown(string sent, string status)
    {
        var id = await Client.NewRunAsync();
        var answer = await Client.PostJsonAsync("runs/update", $$"""{"run_id":"{{id}}","status":{{sent}}}""");
        Assert.Equal(status, answer.GetProperty("run_info").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"name\":")]
    [InlineData("{\"name\":\"x\"} trailing")]
    [InlineData("null")]
    [InlineData("{\"name\":\"\"}")]
    [InlineData("{\"name\":null}")]
    public async Task What_is_no_object_is_an_empty_one(string body) =>
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Missing value for required parameter 'name'. See the API docs for more " +
            "information about request parameters.",
            await Client.RefusalAsync("experiments/create", body));

    [Theory]
    [InlineData("""{"name":5}""", "5", "name", "int")]
    [InlineData("""{"name":5.5}""", "5.5", "name", "float")]
    [InlineData("""{"name":true}""", "true", "name", "bool")]
    [InlineData("""{"name":["a"]}""", "[\"a\"]", "name", "list")]
    [InlineData("""{"name":"n","tags":"x"}""", "\"x\"", "tags", "str")]
    [InlineData("""{"name":"n","tags":{"key": "b"}}""", "{\"key\":\"b\"}", "tags", "dict")]
    [InlineData("""{"name":"n","tags":[{"key":"k","value":1}]}""", "1", "tags[0].value", "int")]
    public async Task A_wrong_type_is_named_with_its_value(string body, string value, string field, string type) =>
        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE Invalid value {value} for parameter '{field}' supplied:  Hint: Value " +
            "was of " +
            $"type '{type}'. See the API docs for more information about request parameters.",
            await Client.RefusalAsync("experiments/create", body));

    [Theory]
    [InlineData("runs/search", """{"experiment_ids":["0"],"order_by":["end_time",null]}""", "order_by[1]")]
    [InlineData("runs/create", """{"experiment_id":"0","tags":[null]}""", "tags[0]")]
    [InlineData("logged-models/search", """{"experiment_ids":["0"],"order_by":[null]}""", "order_by[0]")]
    [InlineData("experiments/search", """{"maxResults":5,"orderBy":[null]}""", "order_by[0]")]
    public async Task A_null_in_a_list_is_refused(string path, string body, string item) =>
        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE Invalid value null for parameter '{item}' supplied:  Hint: Value was of " +
            "type 'NoneType'. See the API docs for more information about request parameters.",
            await Client.RefusalAsync(path, body));

    [Theory]
    [InlineData("-1")]
    [InlineData("\"BOGUS\"")]
    public async Task A_required_status_that_does_not_exist_is_missing(string status) =>
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Missing value for required parameter 'status'. See the API docs for more " +
            "information about request parameters.",
            await Client.RefusalAsync(
                "logged-models/m-1", $$"""{"model_id":"m-1","status":{{status}}}""", HttpMethod.Patch));

    [Theory]
    [InlineData("text/plain", "Bad Request. Content-Type must be one of ['application/json'].")]
    [InlineData(null, "Bad Request. Content-Type header is missing.")]
    public async Task A_body_must_say_that_it_is_json(string? type, string refusal)
    {
        using var content = new ByteArrayContent("""{"name":"x"}"""u8.ToArray());
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        using var response = await Client.PostAsync(Api.Root + "experiments/create", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            $$"""{"error_code":"INVALID_PARAMETER_VALUE","message":"{{refusal}}"}""",
            (await response.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_get_without_a_query_may_carry_a_body()
    {
        var (status, answer) = await Client.SendJsonAsync(
            HttpMethod.Get, "experiments/get", """{"experiment_id":"0"}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Default", answer.GetProperty("experiment").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Nesting_beyond_64_levels_is_refused()
    {
        var body = """{"name":5,"deep":""" + new string('[', 100_000);
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE The request body is nested deeper than 64 levels.",
            await Client.RefusalAsync("experiments/create", body));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_no_json()
    {
        using var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await Client.PostAsync(Api.Root + "experiments/create", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_lone_surrogate_becomes_a_replacement_character()
    {
        await Client.PostJsonAsync("experiments/create", """{"name":"a\ud800b"}""");
        var found = await Client.GetJsonAsync("experiments/get?experiment_id=1");
        Assert.Equal("a\ufffdb", found.GetProperty("experiment").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_chunked_body_is_read_whole()
    {
        var name = new string('n', 400);
        var value = new string('v', 300_000);
        var body = $$"""{"name":"{{name}}","tags":[{"key":"k","value":"{{value}}"}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, Api.Root + "experiments/create")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { TransferEncodingChunked = true },
        };
        using var response = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
