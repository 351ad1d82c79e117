using System.Net;
using System.Text.Json;

namespace Tracking.Server.Tests.Traces;

/// <summary>The trace API beyond what recordings show.</summary>
public sealed class TraceApiSpecs : ServerSpecs
{
    private const string V3 = "../../3.0/mlflow/traces";

    [Fact]
    public async Task A_trace_of_version_2_ends_and_shows_in_version_3()
    {
        var begun = await Client.PostJsonAsync("traces", """{"experiment_id": "0", "timestamp_ms": "1000"}""");
        var id = begun.GetProperty("trace_info").GetProperty("request_id").GetString();
        var (status, ended) = await Client.SendJsonAsync(HttpMethod.Patch, $"traces/{id}", """
            {"timestamp_ms": 2500, "status": "OK", "tags": [{"key": "t", "value": "1"}]}
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1500, ended.GetProperty("trace_info").GetProperty("execution_time_ms").GetInt64());
        var info = (await Client.GetJsonAsync($"{V3}/{id}")).GetProperty("trace").GetProperty("trace_info");
        Assert.Equal("1.500s", info.GetProperty("execution_duration").GetString());
        Assert.Equal("1970-01-01T00:00:01Z", info.GetProperty("request_time").GetString());
        var unified = await Client.GetJsonAsync("unified-traces?experiment_ids=0");
        Assert.Equal(id, unified.GetProperty("traces")[0].GetProperty("request_id").GetString());
    }

    [Fact]
    public async Task Values_of_feedback_are_any_json_and_stay_it()
    {
        await StartAsync("tr-1");
        string[] values = ["null", "true", "0.8", "\"text\"", """{"a":[1,null,{"b":"c"}]}"""];
        foreach (var value in values)
        {
            var made = await Client.PostJsonAsync(
                $"{V3}/tr-1/assessments",
                $$"""{"assessment": {"assessmentName": "n", "feedback": {"value": {{value}} }, "extra": 1} }""");
            Assert.Equal(
                value, made.GetProperty("assessment").GetProperty("feedback").GetProperty("value").GetRawText());
        }
    }

    [Theory]
    [InlineData("""{"feedback": {"value": 1}, "expectation": {"value": 1}}""", "exactly one of")]
    [InlineData("{}", "exactly one of")]
    [InlineData("""{"feedback": {"value": NaN}}""", "'assessment.feedback.value'")]
    [InlineData("""{"feedback": {"value": 1}, "metadata": {"k": 1}}""", "'assessment.metadata.k'")]
    [InlineData("""{"feedback": {"value": 1}, "create_time": "noon"}""", "\"noon\"")]
    public async Task A_bad_assessment_is_refused_by_the_field_that_is_bad(string assessment, string named)
    {
        await StartAsync("tr-1");
        var refusal = await Client.RefusalAsync(
            $"{V3}/tr-1/assessments",
            $$"""{"assessment": {"assessment_name": "n", {{assessment.Trim()[1..]}}}""".Replace(", }", "}"));
        Assert.StartsWith("400 INVALID_PARAMETER_VALUE", refusal, StringComparison.Ordinal);
        Assert.Contains(named, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_without_a_mask_changes_what_is_set_and_a_mask_names_known_fields()
    {
        await StartAsync("tr-1");
        var made = await Client.PostJsonAsync($"{V3}/tr-1/assessments", """
            {"assessment": {"assessment_name": "n", "feedback": {"value": 1}, "rationale": "r"}}
            """);
        var path = $"{V3}/tr-1/assessments/{made.GetProperty("assessment").GetProperty("assessment_id")}";
        var (_, changed) = await Client.SendJsonAsync(
            HttpMethod.Patch, path, """{"assessment": {"feedback": {"value": 2}}}""");
        Assert.Equal("r", changed.GetProperty("assessment").GetProperty("rationale").GetString());
        var (_, masked) = await Client.SendJsonAsync(
            HttpMethod.Patch, path, """{"assessment": {"feedback": {"value": 3}}, "update_mask": "rationale"}""");
        Assert.False(masked.GetProperty("assessment").TryGetProperty("rationale", out _));
        Assert.Equal(2, masked.GetProperty("assessment").GetProperty("feedback").GetProperty("value").GetInt32());
        Assert.Contains(
            "'trace_id' cannot be changed",
            await Client.RefusalAsync(path, """{"assessment": {}, "update_mask": "trace_id"}""", HttpMethod.Patch),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name RLIKE '(a'", "is no regular expression that RLIKE takes")]
    [InlineData("name RLIKE '(?=a)b'", "is no regular expression that RLIKE takes")]
    [InlineData("span.nope = 'x'", "Invalid span key 'nope' specified")]
    [InlineData("issue.nope = 'x'", "Invalid issue key 'nope' specified")]
    [InlineData("timestamp_ms > 'x'", "Expected numeric value type for numeric attribute: timestamp_ms. Found 'x'")]
    [InlineData("tags.a = 1", "Expected a quoted string value for tag")]
    [InlineData("status RLIKE 'O' AND", null)]
    [InlineData("(status = 'OK'", "expected ')'")]
    public async Task A_bad_filter_is_refused_with_its_reason(string filter, string? reason)
    {
        var body = JsonSerializer.Serialize(new
        {
            locations = new[] { new { mlflow_experiment = new { experiment_id = "0" } } },
            filter,
        });
        if (reason is null)
        {
            Assert.Equal("{}", (await Client.PostJsonAsync(V3 + "/search", body)).GetRawText());
        }
        else
        {
            Assert.Contains(reason, await Client.RefusalAsync(V3 + "/search", body), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"dimensions": ["bogus"]}""", "Found invalid dimension(s): ['bogus']")]
    [InlineData("""{"aggregations": [{"aggregation_type": "AVG"}]}""", "Found invalid aggregation_type(s): ['AVG']")]
    [InlineData("""{"filters": ["span.name = 'x'"]}""", "only supported for SPANS view type, got TRACES")]
    [InlineData("""{"time_interval_seconds": 60}""", "start_time_ms and end_time_ms are required")]
    [InlineData("""{"max_results": 0}""", "It must be a positive integer")]
    public async Task A_bad_query_of_metrics_is_refused_with_its_reason(string change, string reason)
    {
        var query = new Dictionary<string, object?>
        {
            ["experiment_ids"] = (string[])["0"],
            ["view_type"] = "TRACES",
            ["metric_name"] = "trace_count",
            ["aggregations"] = new[] { new { aggregation_type = "COUNT" } },
        };
        foreach (var field in JsonElement.Parse(change).EnumerateObject())
        {
            query[field.Name] = field.Value;
        }

        Assert.Contains(
            reason,
            await Client.RefusalAsync(V3 + "/metrics", JsonSerializer.Serialize(query)),
            StringComparison.Ordinal);
    }

    private Task<JsonElement> StartAsync(string id) => Client.PostJsonAsync(V3, $$"""
        {"trace": {"trace_info": {"trace_id": "{{id}}", "state": "OK", "request_time": "2026-11-21T07:32:03.5Z",
        "trace_location": {"mlflow_experiment": {"experiment_id": "0"} } } } }
        """);
}
