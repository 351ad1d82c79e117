using System.Text.Json;

namespace Tracking.Server.Tests;

public sealed class MetricSpecs : ServerSpecs
{
    [Theory]
    [InlineData("\"NaN\"", "\"NaN\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("Infinity", "1.7976931348623157E+308")]
    [InlineData("\"-Infinity\"", "-1.7976931348623157E+308")]
    [InlineData("-0.0", "0")]
    [InlineData("\"1.5\"", "1.5")]
    [InlineData("1e-300", "1E-300")]
    [InlineData("true", "1")]
    public async Task A_value_comes_back_as_it_was_meant(string sent, string answered)
    {
        var id = await Client.NewRunAsync();
        await Client.PostJsonAsync(
            "runs/log-metric", $$"""{"run_id":"{{id}}","key":"m","value":{{sent}},"timestamp":1}""");
        var run = await Client.GetJsonAsync("runs/get?run_id=" + id);
        var metric = run.GetProperty("run").GetProperty("data").GetProperty("metrics")[0];
        Assert.Equal(answered, metric.GetProperty("value").GetRawText());
        Assert.Equal(1, metric.GetProperty("timestamp").GetInt64());
    }

    [Fact]
    public async Task A_batch_is_read_however_its_numbers_and_names_are_written()
    {
        var id = await Client.NewRunAsync();
        await Client.PostJsonAsync("runs/log-batch", $$"""
            {"runId":"{{id}}","more":[{}],"metrics":[
            {"key":"m","value":"2.5","timestamp":"7","step":"3","unknown":{"a":[1]} },
            {"key":"n","value":NaN,"timestamp":8.0,"step":null}]}
            """);
        var run = await Client.GetJsonAsync("runs/get?runId=" + id);
        Assert.Equal(
            """
            [{"key":"m","value":2.5,"timestamp":7,"step":3},{"key":"n","value":"NaN","timestamp":8,"step":0}]
            """.Trim(),
            run.GetProperty("run").GetProperty("data").GetProperty("metrics").GetRawText());
    }

    [Theory]
    [InlineData("\"value\":1,\"timestamp\":1,\"step\":1.5", "1.5", "step", "float")]
    [InlineData("\"value\":\"x\",\"timestamp\":1", "\"x\"", "value", "str")]
    [InlineData("\"value\":1,\"timestamp\":1,\"step\":0.5", "0.5", "step", "float")]
    public async Task What_MLflow_would_store_as_zero_is_refused(string fields, string value, string name, string type)
    {
        var id = await Client.NewRunAsync();
        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE Invalid value {value} for parameter 'metrics[0].{name}' supplied:  Hint: " +
            $"Value was of type '{type}'. See the API docs for more information about request parameters.",
            await Client.RefusalAsync(
                "runs/log-batch", $$"""{"run_id":"{{id}}","metrics":[{"key":"m",{{fields}}}]}"""));
    }

    [Theory]
    [InlineData("timestamp", "9223372036854775807")]
    [InlineData("step", "-9223372036854775808")]
    public async Task The_whole_range_of_int64_is_kept(string field, string value)
    {
        var id = await Client.NewRunAsync();
        var other = field == "step" ? "timestamp" : "step";
        await Client.PostJsonAsync(
            "runs/log-metric", $$"""{"run_id":"{{id}}","key":"m","value":1,"{{field}}":{{value}},"{{other}}":"2"}""");
        var history = await Client.GetJsonAsync($"metrics/get-history?run_id={id}&metric_key=m&max_results=9");
        Assert.Equal(value, history.GetProperty("metrics")[0].GetProperty(field).GetRawText());
        Assert.Equal(2, history.GetProperty("metrics")[0].GetProperty(other).GetInt64());
    }

    [Fact]
    public async Task History_without_a_limit_is_all_of_it_and_with_one_comes_in_pages()
    {
        var id = await Client.NewRunAsync();
        await LogAsync(id, 30_000);
        var all = await Client.GetJsonAsync($"metrics/get-history?run_id={id}&metric_key=m");
        Assert.Equal(
            Enumerable.Range(0, 30_000),
            all.GetProperty("metrics").EnumerateArray().Select(point => point.GetProperty("step").GetInt32()));
        Assert.False(all.TryGetProperty("next_page_token", out _));

        var steps = new List<int>();
        for (string? token = ""; token is not null;)
        {
            var page = await Client.GetJsonAsync(
                $"metrics/get-history?run_id={id}&metric_key=m&max_results=27000" +
                $"&page_token={Uri.EscapeDataString(token)}");
            steps.AddRange(page.GetProperty("metrics").EnumerateArray().Select(p => p.GetProperty("step").GetInt32()));
            token = page.TryGetProperty("next_page_token", out var next) ? next.GetString() : null;
        }

        Assert.Equal(Enumerable.Range(0, 30_000), steps);
    }

    [Fact]
    public async Task Several_runs_are_sampled_with_their_extremes()
    {
        var id = await Client.NewRunAsync();
        await LogAsync(id, 1000);
        var sampled = await Client.GetJsonAsync(
            $"metrics/get-history-bulk-interval?run_ids={id}&run_ids={await Client.NewRunAsync()}" +
            "&metric_key=m&max_results=20");
        var points = sampled.GetProperty("metrics").EnumerateArray().ToList();
        Assert.InRange(points.Count, 5, 20);
        Assert.All(points, point => Assert.Equal(id, point.GetProperty("run_id").GetString()));
        Assert.Equal([0, 999], new[] { points[0], points[^1] }.Select(p => p.GetProperty("step").GetInt32()));
    }

    [Fact]
    public async Task A_chart_gets_many_runs_by_columns_in_the_order_asked_for()
    {
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await Client.NewRunAsync());
            await LogAsync(ids[i], i == 7 ? 3_000 : 2);
        }

        var asked = ids.AsEnumerable().Reverse().Append("nobody");
        var sample = await Client.PostJsonAsync("../tracking/metrics/sample", JsonSerializer.Serialize(
            new { run_ids = asked, metric_key = "m", max_points = 40, start_step = 1 }));
        var series = sample.GetProperty("series").EnumerateArray().ToList();
        Assert.Equal(ids.AsEnumerable().Reverse(), series.Select(one => one.GetProperty("run_id").GetString()));
        Assert.Equal(
            $$"""{"run_id":"{{ids[^1]}}","steps":[1],"timestamps":[1001],"values":[{{Math.Sin(1):R}}],"total":1}""",
            series[0].GetRawText());
        var columns = Columns
            .Select(name => series[12].GetProperty(name).EnumerateArray().Select(n => n.GetDouble()).ToList()).ToList();
        Assert.InRange(columns[0].Count, 30, 40);
        Assert.Equal(2_999, series[12].GetProperty("total").GetInt64());
        Assert.Equal((1, 2_999), (columns[0][0], columns[0][^1]));
        Assert.Equal(columns[0].Select(step => 1_000 + step), columns[1]);
        Assert.Equal(columns[0].Select(Math.Sin), columns[2]);
    }

    [Theory]
    [InlineData("\"run_ids\":[\"a\"]", "Missing value for required parameter 'metric_key'. See the API docs for " +
        "more information about request parameters.")]
    [InlineData("\"metric_key\":\"m\",\"run_ids\":[\"a\"],\"max_points\":3",
        "'max_points' is 3, expected 4 to 2500.")]
    [InlineData("\"metric_key\":\"m\",\"run_ids\":[\"a\"],\"start_step\":9,\"end_step\":5",
        "'start_step' is 9 and 'end_step' 5, expected none before it.")]
    public async Task A_bad_sample_is_refused(string fields, string refusal) =>
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE " + refusal,
            await Client.RefusalAsync("../tracking/metrics/sample", $"{{{fields}}}"));

    [Fact]
    public async Task The_ui_gets_bare_nan_and_sorted_names()
    {
        var id = await Client.NewRunAsync();
        await Client.PostJsonAsync(
            "runs/log-metric", $$"""{"run_id":"{{id}}","key":"m","value":"NaN","timestamp":1}""");
        var text = await Client.GetStringAsync(
            $"ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id={id}&metric_key=m");
        Assert.Equal(
            $$"""{"metrics":[{"key":"m","run_id":"{{id}}","step":0,"timestamp":1,"value":NaN}]}""", text);
    }

    [Theory]
    [InlineData("run_ids=a&metric_key=m&start_step=5", "If either start step or end step are specified, both must " +
        "be specified.")]
    [InlineData("run_ids=a&metric_key=m&start_step=9&end_step=5", "end_step must be greater than start_step. " +
        "Found start_step=9 and end_step=5.")]
    [InlineData("run_ids=a&metric_key=m&max_results=2501", "max_results must be between 1 and 2500. See the API " +
        "docs for more information about request parameters.")]
    [InlineData("metric_key=m", "Missing value for required parameter 'run_ids'. See the API docs for more " +
        "information about request parameters.")]
    public async Task A_bad_interval_is_refused(string query, string refusal) =>
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE " + refusal,
            await Client.RefusalOfGetAsync("metrics/get-history-bulk-interval?" + query));

    private static readonly string[] Columns = ["steps", "timestamps", "values"];

    private async Task LogAsync(string id, int count)
    {
        foreach (var batch in Enumerable.Range(0, count).Chunk(1000))
        {
            var metrics = batch.Select(
                step => new { key = "m", value = Math.Sin(step), timestamp = 1000 + step, step });
            await Client.PostJsonAsync("runs/log-batch", JsonSerializer.Serialize(new { run_id = id, metrics }));
        }
    }
}
