using System.Text.Json;
using Tracking.Contracts.Traces;

namespace Tracking.Client.Tests;

public sealed class TraceSpecs : ServerFixture
{
    [Fact]
    public async Task A_trace_is_told_found_tagged_and_deleted()
    {
        await StartAsync("tr-1", "OK");
        await StartAsync("tr-2", "ERROR");
        await Client.Traces.SetTagAsync("tr-1", "team", "blue");
        Assert.Equal("blue", (await Client.Traces.GetInfoAsync("tr-1")).Tags!["team"]);
        await Client.Traces.DeleteTagAsync("tr-1", "team");
        Assert.DoesNotContain("team", (await Client.Traces.GetAsync("tr-1")).TraceInfo!.Tags!.Keys);
        await Client.Traces.LinkToRunAsync(["tr-1"], "run-7");
        await Client.Traces.LinkPromptsAsync("tr-2", [new() { Name = "p", Version = "1" }]);
        Assert.Equal(["tr-1"], await FindAsync("run_id = 'run-7'"));
        Assert.Equal(["tr-2"], await FindAsync("prompt = 'p/1'"));
        Assert.Equal(["tr-2", "tr-1"], await FindAsync(null));
        Assert.Equal(
            ["tr-1"], (await Client.Traces.GetManyAsync(["tr-1", "nope"])).Select(trace => trace.TraceInfo!.TraceId));
        Assert.Equal(1, await Client.Traces.DeleteAsync("0", ["tr-1", "nope"]));
        Assert.Equal(1, await Client.Traces.DeleteUntilAsync("0", DateTimeOffset.UnixEpoch.AddYears(100), 5));
        Assert.Empty(await FindAsync(null));
    }

    [Fact]
    public async Task An_assessment_is_made_changed_and_deleted()
    {
        await StartAsync("tr-1", "OK");
        var made = await Client.Traces.AssessAsync("tr-1", new Assessment
        {
            AssessmentName = "quality",
            Feedback = new Feedback { Value = JsonElement.Parse("""{"score": 0.5}""") },
            Rationale = "fair",
        });
        var change = new AssessmentChange { Feedback = new Feedback { Value = JsonElement.Parse("true") } };
        var changed = await Client.Traces.UpdateAssessmentAsync("tr-1", made.AssessmentId!, change);
        Assert.Equal((JsonValueKind.True, "fair"), (changed.Feedback!.Value.ValueKind, changed.Rationale));
        var read = await Client.Traces.GetAssessmentAsync("tr-1", made.AssessmentId!);
        Assert.Equal(changed.LastUpdateTime, read.LastUpdateTime);
        await Client.Traces.DeleteAssessmentAsync("tr-1", made.AssessmentId!);
        Assert.Null((await Client.Traces.GetInfoAsync("tr-1")).Assessments);
    }

    [Fact]
    public async Task Traces_are_counted_and_filters_compared()
    {
        await StartAsync("tr-1", "OK");
        await StartAsync("tr-2", "ERROR");
        var points = await Client.Traces.QueryMetricsAsync(new QueryTraceMetricsRequest
        {
            ExperimentIds = ["0"],
            ViewType = MetricViewType.Traces,
            MetricName = "trace_count",
            Aggregations = [new MetricAggregation { AggregationType = AggregationType.Count }],
            Dimensions = ["trace_status"],
        });
        Assert.Equal(
            ["ERROR 1", "OK 1"],
            points.Select(point => $"{point.Dimensions!["trace_status"]} {point.Values!["COUNT"]}"));
        var never = await Client.Traces.CorrelateFiltersAsync(new CalculateFilterCorrelationRequest
        {
            ExperimentIds = ["0"],
            FilterString1 = "status = 'OK'",
            FilterString2 = "status = 'ERROR'",
        });
        Assert.Equal((-1, 0, 2), (never.Npmi, never.JointCount, never.TotalCount));
    }

    [Fact]
    public async Task A_missing_trace_is_an_error_with_the_servers_code()
    {
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => Client.Traces.GetInfoAsync("nope"));
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", error.ErrorCode);
    }

    private Task<TraceInfo> StartAsync(string id, string state) => Client.Traces.StartAsync(new TraceInfo
    {
        TraceId = id,
        TraceLocation = new TraceLocation
        {
            Type = TraceLocationType.MlflowExperiment,
            MlflowExperiment = new MlflowExperimentLocation { ExperimentId = "0" },
        },
        RequestTime = $"2026-11-21T07:32:0{id[^1]}Z",
        ExecutionDuration = "0.25s",
        State = Enum.Parse<TraceState>(state, ignoreCase: true),
    });

    private async Task<IEnumerable<string?>> FindAsync(string? filter) =>
        await Client.Traces.SearchAsync(["0"], filter).Select(trace => trace.TraceId).ToListAsync();
}
