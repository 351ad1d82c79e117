using System.Text;

namespace Tracking.Server.Tests;

public sealed class LogBatchSpecs : ServerSpecs
{
    [Fact]
    public async Task Metrics_params_and_tags_arrive_together()
    {
        var id = await Client.NewRunAsync();
        await Client.PostJsonAsync("runs/log-batch", $$"""
            {"run_id":"{{id}}","metrics":[{"key":"m","value":1.5,"timestamp":7,"step":-3}],
             "params":[{"key":"p","value":"1"}],"tags":[{"key":"t","value":"x"},{"key":"t","value":"y"}]}
            """);
        var data = (await Client.GetJsonAsync("runs/get?run_id=" + id)).GetProperty("run").GetProperty("data");
        Assert.Equal(
            """[{"key":"m","value":1.5,"timestamp":7,"step":-3}]""", data.GetProperty("metrics").GetRawText());
        Assert.Equal("""[{"key":"p","value":"1"}]""", data.GetProperty("params").GetRawText());
        Assert.Contains("""{"key":"t","value":"y"}""", data.GetProperty("tags").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_batch_writes_nothing()
    {
        var id = await Client.NewRunAsync();
        await Client.PostJsonAsync("runs/log-parameter", $$"""{"run_id":"{{id}}","key":"p","value":"1"}""");
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Changing param values is not allowed. Params were already logged=" +
            $"'[{{'key': 'p', 'old_value': '1', 'new_value': '2'}}]' for run ID='{id}'.",
            await Client.RefusalAsync("runs/log-batch", $$"""
                {"run_id":"{{id}}","metrics":[{"key":"m","value":1,"timestamp":1}],"params":[{"key":"p","value":"2"}]}
                """));
        var data = (await Client.GetJsonAsync("runs/get?run_id=" + id)).GetProperty("run").GetProperty("data");
        Assert.False(data.TryGetProperty("metrics", out _));
    }

    [Theory]
    [InlineData(1001, 0, 0, "1000 metrics. Got 1001 metrics. Please split up metrics across")]
    [InlineData(0, 101, 0, "100 params. Got 101 params. Please split up params across")]
    [InlineData(0, 0, 101, "100 tags. Got 101 tags. Please split up tags across")]
    [InlineData(950, 50, 50, "1000 metrics, params, and tags. Got 1050 metrics, params, and tags. Please split up " +
        "metrics, params, and tags across")]
    public async Task A_batch_has_limits(int metrics, int parameters, int tags, string named)
    {
        var id = await Client.NewRunAsync();
        var body = $$"""
            {"run_id":"{{id}}","metrics":[{{Items(metrics, """{"key":"m","value":1,"timestamp":1}""")}}],
             "params":[{{Items(parameters, """{"key":"p#","value":"1"}""")}}],
             "tags":[{{Items(tags, """{"key":"t#","value":"1"}""")}}]}
            """;
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE A batch logging request can contain at most " + named +
            " multiple requests and try again.",
            await Client.RefusalAsync("runs/log-batch", body));
    }

    [Fact]
    public async Task A_param_twice_in_a_batch_is_refused_even_with_equal_values() =>
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Duplicate parameter keys have been submitted: ['p']. Please ensure the " +
            "request contains only one param value per param key.",
            await Client.RefusalAsync("runs/log-batch", $$"""
                {"run_id":"{{await Client.NewRunAsync()}}","params":[{"key":"p","value":"1"},{"key":"p","value":"1"}]}
                """));

    [Theory]
    [InlineData("""{"value":1,"timestamp":1}""", "Missing value for required parameter 'metrics[1].key'.")]
    [InlineData("""{"key":"a","timestamp":1}""", "Missing value for required parameter 'metrics[1].value'.")]
    [InlineData("""{"key":"a","value":1}""", "Missing value for required parameter 'metrics[1].timestamp'.")]
    [InlineData("""{"key":"a","value":"x","timestamp":1}""", "Invalid value \"x\" for parameter 'metrics[1].value'")]
    [InlineData("""{"key":"a","value":1,"timestamp":{}}""", "Invalid value {} for parameter 'metrics[1].timestamp'")]
    [InlineData("""{"key":"b*","value":1,"timestamp":1}""", "Invalid value \"b*\" for parameter 'metrics[1].name'")]
    [InlineData("""{"key":"a","value":1,"timestamp":-5}""", "Invalid value -5 for parameter 'metrics[1].timestamp'")]
    [InlineData("\"x\"", "Invalid value \"x\" for parameter 'metrics[1]'")]
    [InlineData("null", "Invalid value null for parameter 'metrics[1]'")]
    public async Task A_bad_item_is_named_by_its_place(string item, string refusal)
    {
        var id = await Client.NewRunAsync();
        var body = $$"""{"run_id":"{{id}}","metrics":[{"key":"ok","value":1,"timestamp":1},{{item}}]}""";
        Assert.StartsWith(
            "400 INVALID_PARAMETER_VALUE " + refusal,
            await Client.RefusalAsync("runs/log-batch", body),
            StringComparison.Ordinal);
        Assert.Equal("{}", (await Client.GetJsonAsync($"metrics/get-history?run_id={id}&metric_key=ok")).GetRawText());
    }

    [Fact]
    public async Task A_long_param_is_cut_and_a_long_tag_too()
    {
        var id = await Client.NewRunAsync();
        await Client.PostJsonAsync("runs/log-batch", $$"""
            {"run_id":"{{id}}","params":[{"key":"p","value":"{{new string('p', 6001)}}"}],
             "tags":[{"key":"t","value":"{{new string('t', 8001)}}"}]}
            """);
        var data = (await Client.GetJsonAsync("runs/get?run_id=" + id)).GetProperty("run").GetProperty("data");
        Assert.Equal(6000, data.GetProperty("params")[0].GetProperty("value").GetString()!.Length);
        Assert.Equal(8000, data.GetProperty("tags").EnumerateArray()
            .Single(tag => tag.GetProperty("key").GetString() == "t").GetProperty("value").GetString()!.Length);
    }

    private static string Items(int count, string template)
    {
        var items = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            items.Append(i == 0 ? "" : ",").Append(template.Replace("#", $"{i}", StringComparison.Ordinal));
        }

        return items.ToString();
    }
}
