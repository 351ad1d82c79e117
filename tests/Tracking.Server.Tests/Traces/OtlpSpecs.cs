using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tracking.Server.Tests.Traces;

/// <summary>POST /v1/traces with bodies made by hand; <see cref="OpenTelemetrySpecs"/> uses a real exporter.</summary>
public sealed class OtlpSpecs : ServerSpecs
{
    private const string TraceId = "0102030405060708090a0b0c0d0e0f10";

    [Fact]
    public async Task Json_with_hexadecimal_ids_becomes_a_trace()
    {
        Assert.Equal((HttpStatusCode.OK, "{}"), await SendAsync(ExportOf(TraceId, "0102030405060708", """
            "kind": 3, "status": {"code": 2, "message": "no"}, "links": [{"traceId":
            "0102030405060708090a0b0c0d0e0f10", "spanId": "ffffffffffffffff"}],
            "events": [{"name": "e", "timeUnixNano": "1700000000500000000"}],
            "attributes": [{"key": "i", "value": {"intValue": "7"}}, {"key": "l", "value": {"arrayValue":
            {"values": [{"boolValue": true}, {"doubleValue": 1.5}]}}}]
            """)));
        var trace = (await GetAsync($"traces/get?trace_id=tr-{TraceId}")).GetProperty("trace");
        Assert.Equal("ERROR", trace.GetProperty("trace_info").GetProperty("state").GetString());
        Assert.Equal(
            """
            {"trace_id":"AQIDBAUGBwgJCgsMDQ4PEA==","span_id":"AQIDBAUGBwg=","name":"s","kind":"SPAN_KIND_CLIENT",
            "start_time_unix_nano":1700000000000000000,"end_time_unix_nano":1700000001000000000,
            "attributes":[{"key":"mlflow.traceRequestId","value":
            {"string_value":"tr-0102030405060708090a0b0c0d0e0f10"}},
            {"key":"i","value":{"int_value":7}},{"key":"l","value":{"array_value":{"values":[{"bool_value":true},
            {"double_value":1.5}]}}}],"events":[{"time_unix_nano":1700000000500000000,"name":"e"}],
            "links":[{"trace_id":"AQIDBAUGBwgJCgsMDQ4PEA==","span_id":"//////////8="}],
            "status":{"message":"no","code":"STATUS_CODE_ERROR"}}
            """.ReplaceLineEndings(""),
            trace.GetProperty("spans")[0].GetRawText());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Compressed_exports_are_unpacked(string encoding)
    {
        var packed = Pack(encoding, ExportOf(TraceId, "0102030405060708"));
        Assert.Equal((HttpStatusCode.OK, "{}"), await SendAsync(packed, encoding: encoding));
        Assert.Equal(1, (await GetAsync($"traces/get?trace_id=tr-{TraceId}")).GetProperty("trace")
            .GetProperty("spans").GetArrayLength());
    }

    [Fact]
    public async Task What_is_refused_says_why_in_one_detail()
    {
        var export = ExportOf(TraceId, "0102030405060708");
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity,
                """{"detail":"Failed to log OpenTelemetry spans: No Experiment with id=99 exists"}"""),
            await SendAsync(export, experiment: "99"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(export, experiment: "x")).Status);
        Assert.Equal(
            (HttpStatusCode.BadRequest, """{"detail":"Invalid OpenTelemetry format"}"""),
            await SendAsync(ExportOf(TraceId, "0000000000000000000000")));
        Assert.Equal(
            (HttpStatusCode.BadRequest, """{"detail":"Invalid OpenTelemetry format - no spans found"}"""),
            await SendAsync("{}"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(export, encoding: "gzip")).Status);
        var (status, answer) = await SendAsync(export, encoding: "zip");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("'zip'", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_unfolds()
    {
        var bomb = Pack("gzip", new byte[70 << 20]);
        Assert.True(bomb.Length < 1 << 20);
        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge,
                """{"detail":"The export is larger than 67108864 bytes. Send fewer spans at once"}"""),
            await SendAsync(bomb, encoding: "gzip"));
    }

    [Fact]
    public async Task Where_some_traces_are_refused_the_rest_is_kept_and_the_answer_counts()
    {
        var good = Encoding.UTF8.GetString(ExportOf(TraceId, "0102030405060708"));
        var bad = good.Replace(TraceId, new string('a', 32), StringComparison.Ordinal)
            .Replace("\"1700000001000000000\"", "\"1\"", StringComparison.Ordinal);
        var both = $$"""{"resourceSpans": [{{Inner(good)}}, {{Inner(bad)}}]}""";
        var (status, answer) = await SendAsync(Encoding.UTF8.GetBytes(both));
        Assert.Equal(HttpStatusCode.OK, status);
        var partial = JsonElement.Parse(answer).GetProperty("partialSuccess");
        Assert.Equal("1", partial.GetProperty("rejectedSpans").GetString());
        Assert.Contains(
            "it ends at 1, before it starts at 1700000000000000000",
            partial.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        await GetAsync($"traces/tr-{TraceId}");
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync(
            $"api/3.0/mlflow/traces/tr-{new string('a', 32)}")).StatusCode);
    }

    [Fact]
    public async Task A_run_in_the_header_is_the_run_of_the_trace()
    {
        await SendAsync(ExportOf(TraceId, "0102030405060708"), run: "run-9");
        var found = await Client.PostJsonAsync("../../3.0/mlflow/traces/search", """
            {"locations": [{"mlflow_experiment": {"experiment_id": "0"}}], "filter": "run_id = 'run-9'"}
            """);
        Assert.Equal(1, found.GetProperty("traces").GetArrayLength());
    }

    private static string Inner(string export) =>
        JsonElement.Parse(export).GetProperty("resourceSpans")[0].GetRawText();

    private static byte[] ExportOf(string traceId, string spanId, string more = "\"attributes\": []") =>
        Encoding.UTF8.GetBytes($$"""
            {"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "{{traceId}}", "spanId": "{{spanId}}",
            "name": "s", "startTimeUnixNano": "1700000000000000000", "endTimeUnixNano": "1700000001000000000",
            {{more}}}]}]}]}
            """);

    private static byte[] Pack(string encoding, byte[] content)
    {
        using var packed = new MemoryStream();
        using (Stream stream = encoding == "gzip"
            ? new GZipStream(packed, CompressionLevel.Optimal)
            : new ZLibStream(packed, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    private async Task<(HttpStatusCode Status, string Answer)> SendAsync(
        byte[] body, string experiment = "0", string? encoding = null, string? run = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/traces") { Content = content };
        request.Headers.Add("x-mlflow-experiment-id", experiment);
        if (run is not null)
        {
            request.Headers.Add("x-mlflow-run-id", run);
        }

        using var response = await Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<JsonElement> GetAsync(string path) =>
        JsonElement.Parse(await Client.GetStringAsync("api/3.0/mlflow/" + path));
}
