using System.Net;
using System.Text.Json;

namespace Tracking.Server.Tests.Traces;

/// <summary>Traces whose spans a client keeps in traces.json among its files, as MLflow's do without OTLP.</summary>
public sealed class TraceFileSpecs : ServerSpecs
{
    private const string Id = "tr-0102030405060708090a0b0c0d0e0f10";
    private const string Folder = "api/2.0/mlflow-artifacts/artifacts/0/traces/" + Id + "/artifacts/";

    private const string File = """
        {"spans": [{"trace_id": "AQIDBAUGBwgJCgsMDQ4PEA==", "span_id": "AQIDBAUGBwg=", "parent_span_id": null,
        "name": "root", "start_time_unix_nano": 5, "end_time_unix_nano": 9, "events": [{"name": "e",
        "time_unix_nano": 7, "attributes": {"a": 1}}], "status": {"code": "STATUS_CODE_OK", "message": ""},
        "attributes": {"mlflow.spanInputs": "{\"x\": 1}", "plain": "no json"}}]}
        """;

    [Fact]
    public async Task Spans_of_a_file_read_back_like_those_of_the_store()
    {
        await StartAsync("""{"mlflow.trace.sizeStats": "{\"num_spans\": 1}"}""");
        var missing = await Client.GetAsync($"api/3.0/mlflow/traces/get?trace_id={Id}");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        await Client.PutAsync(Folder + "traces.json", new StringContent(File));

        var span = (await GetAsync($"traces/get?trace_id={Id}")).GetProperty("trace").GetProperty("spans")[0];
        Assert.Equal(
            """
            {"trace_id":"AQIDBAUGBwgJCgsMDQ4PEA==","span_id":"AQIDBAUGBwg=","name":"root","start_time_unix_nano":5,
            "end_time_unix_nano":9,"attributes":[{"key":"mlflow.spanInputs","value":{"kvlist_value":{"values":[
            {"key":"x","value":{"int_value":1}}]}}},{"key":"plain","value":{"string_value":"no json"}}],
            "events":[{"time_unix_nano":7,"name":"e","attributes":[{"key":"a","value":{"int_value":1}}]}],
            "status":{"code":"STATUS_CODE_OK"}}
            """.ReplaceLineEndings(""),
            span.GetRawText());
        var batch = await GetAsync($"traces/batchGet?trace_ids={Id}&trace_ids=nope");
        Assert.Equal(span.GetRawText(), batch.GetProperty("traces")[0].GetProperty("spans")[0].GetRawText());
        var download = await Client.GetAsync($"ajax-api/3.0/mlflow/get-trace-artifact?request_id={Id}");
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        var written = JsonElement.Parse(await download.Content.ReadAsStringAsync()).GetProperty("spans")[0];
        Assert.Equal("""{"x":1}""", written.GetProperty("attributes").GetProperty("mlflow.spanInputs").GetString());
    }

    [Fact]
    public async Task Files_of_the_second_format_are_read_too()
    {
        await StartAsync("{}");
        await Client.PutAsync(Folder + "traces.json", new StringContent("""
            {"spans": [{"name": "child", "context": {"trace_id": "0xab", "span_id": "0x2"}, "parent_id": "0x1",
            "start_time": 3, "end_time": 4, "status_code": "ERROR", "status_message": "m", "attributes": {},
            "events": []}, {"name": "root", "context": {"trace_id": "0xab", "span_id": "0x1"}, "parent_id": null,
            "start_time": 2, "end_time": 5, "status_code": "OK", "attributes": {"k": "\"v\""}}]}
            """));
        var spans = (await GetAsync($"traces/get?trace_id={Id}")).GetProperty("trace").GetProperty("spans");
        Assert.Equal(["root", "child"], spans.EnumerateArray().Select(span => span.GetProperty("name").GetString()));
        Assert.Equal("AAAAAAAAAAE=", spans[1].GetProperty("parent_span_id").GetString());
        Assert.Equal("AAAAAAAAAAAAAAAAAAAAqw==", spans[1].GetProperty("trace_id").GetString());
    }

    [Fact]
    public async Task Other_files_are_downloaded_by_path_and_none_from_outside()
    {
        await StartAsync("{}");
        await Client.PutAsync(Folder + "attachments/a.txt", new StringContent("hello"));
        var url = $"ajax-api/2.0/mlflow/get-trace-artifact?request_id={Id}&path=";
        Assert.Equal("hello", await Client.GetStringAsync(url + "attachments/a.txt"));
        Assert.Equal(HttpStatusCode.BadRequest, (await Client.GetAsync(url + "../../x")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync(url + "nope")).StatusCode);
    }

    [Fact]
    public async Task Deleting_a_trace_deletes_its_files()
    {
        await StartAsync("{}");
        await Client.PutAsync(Folder + "traces.json", new StringContent(File));
        var answer = await Client.PostJsonAsync(
            "traces/delete-traces", $$"""{"experiment_id": "0", "request_ids": ["{{Id}}"]}""");
        Assert.Equal("""{"traces_deleted":1}""", answer.GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync(Folder + "traces.json")).StatusCode);
    }

    [Fact]
    public async Task A_broken_file_is_named_as_the_cause()
    {
        await StartAsync("{}");
        await Client.PutAsync(Folder + "traces.json", new StringContent("""{"spans": [{"name": 5}]}"""));
        var answer = await Client.GetAsync($"api/3.0/mlflow/traces/get?trace_id={Id}");
        Assert.Contains(
            $"Trace data is corrupted for request_id={Id}", await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    private Task<JsonElement> StartAsync(string metadata) => Client.PostJsonAsync("../../3.0/mlflow/traces", $$"""
        {"trace": {"trace_info": {"trace_id": "{{Id}}", "trace_metadata": {{metadata}},
        "trace_location": {"mlflow_experiment": {"experiment_id": "0"} }, "request_time": "2026-11-21T07:32:03Z"} } }
        """);

    private Task<JsonElement> GetAsync(string path) => Client.GetJsonAsync("../../3.0/mlflow/" + path);
}
