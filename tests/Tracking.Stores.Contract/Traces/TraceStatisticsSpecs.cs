using Tracking.Core;
using Tracking.Core.Search;
using Tracking.Core.Traces;

namespace Tracking.Stores.Contract.Traces;

/// <summary>What traces come to in numbers, in every store.</summary>
public abstract class TraceStatisticsSpecs : TraceSpecs
{
    private const long Hour = 3_600_000;

    [Fact]
    public async Task Latencies_are_aggregated_and_grouped_by_status()
    {
        await WriteAsync();
        Assert.Equal(
            ["ERROR: 70 70 70 70 70", "OK: 60 20 20 28 30"],
            await AggregateAsync(TraceMetricView.Traces, "latency", "trace_status"));
    }

    [Fact]
    public async Task Counts_are_grouped_by_hours()
    {
        await WriteAsync();
        var groups = await QueryAsync(new TraceMetricQuery(
            [0],
            TraceMetricView.Traces,
            "trace_count",
            [new TraceAggregation(TraceAggregationKind.Count, null)],
            new TraceMetricScope([], Hour, 0, 9 * Hour),
            []) { MaxResults = 10 });
        Assert.Equal(
            ["1970-01-01T01:00:00+00:00 3", "1970-01-01T02:00:00+00:00 1"],
            groups.Select(group => $"{group.BucketText} {group.Values[0]}"));
    }

    [Fact]
    public async Task Spans_tokens_costs_and_assessments_are_measured()
    {
        await WriteAsync();
        Assert.Equal(
            ["LLM: 40 40 40 40 40"], await AggregateAsync(TraceMetricView.Spans, "latency", "span_type"));
        Assert.Equal(
            ["gpt: 1.5 1.5 1.5 1.5 1.5"],
            await AggregateAsync(TraceMetricView.Spans, "total_cost", "span_model_name"));
        Assert.Equal(["12 12 12 12 12"], await AggregateAsync(TraceMetricView.Traces, "total_tokens"));
        Assert.Equal(
            ["good: 1 0.5 0.5 0.9 1"],
            await AggregateAsync(TraceMetricView.Assessments, "assessment_value", "assessment_name"));
    }

    [Fact]
    public async Task Filters_narrow_what_is_counted()
    {
        await WriteAsync();
        Assert.Equal("4", await CountAsync(TraceMetricView.Traces, "trace_count", "trace.status = 'OK'"));
        Assert.Equal("1", await CountAsync(TraceMetricView.Traces, "trace_count", "trace.tag.team = 'x'"));
        Assert.Equal("1", await CountAsync(TraceMetricView.Spans, "span_count", "span.type = 'LLM'"));
        Assert.Equal(
            "2", await CountAsync(TraceMetricView.Assessments, "assessment_count", "assessment.name = 'good'"));
        Assert.Equal("0", await CountAsync(TraceMetricView.Traces, "trace_count", "trace.name = 'nobody'"));
    }

    [Fact]
    public async Task Groups_come_in_pages()
    {
        for (var i = 0; i < 5; i++)
        {
            await LogAsync(Span('1', i + 1, name: $"n{i}"));
        }

        var query = new TraceMetricQuery(
            [0],
            TraceMetricView.Spans,
            "span_count",
            [new TraceAggregation(TraceAggregationKind.Count, null)],
            new TraceMetricScope([], null, null, null),
            ["span_name"]) { MaxResults = 2 };
        var names = new List<string>();
        do
        {
            var page = await Rig.TraceStatistics.AggregateAsync(query, Deadline);
            names.AddRange(page.Items.Select(group => group.Dimensions[0]));
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);

        Assert.Equal(["n0", "n1", "n2", "n3", "n4"], names);
    }

    [Fact]
    public async Task Filters_are_counted_alone_and_together()
    {
        await WriteAsync();
        var pair = new FilterPair(
            TraceSearchLanguage.ParseFilter("status = 'OK'"),
            TraceSearchLanguage.ParseFilter("execution_time_ms >= 30"),
            TraceSearchLanguage.ParseFilter("timestamp_ms > 0"));
        Assert.Equal(new FilterCounts(3, 2, 1, 4), await Rig.TraceStatistics.CountAsync([0], pair, Deadline));
        Assert.Equal(
            new FilterCounts(0, 0, 0, 0), await Rig.TraceStatistics.CountAsync([77], pair, Deadline));
    }

    private async Task WriteAsync()
    {
        foreach (var (name, start, duration, state) in ((string, long, long, TraceState)[])
            [("a", Hour, 10, TraceState.Ok), ("b", Hour + 1, 20, TraceState.Ok),
            ("c", Hour + 2, 30, TraceState.Ok), ("d", 2 * Hour, 70, TraceState.Error)])
        {
            await StartAsync(new TraceInfo(name, 0, start, duration, state));
        }

        await Rig.Traces.SetTagAsync("a", new Tag("team", "x"), Deadline);
        await AssessAsync("a", "true");
        await AssessAsync("b", "\"no\"");
        await CreateExperimentAsync("other");
        await LogToAsync(1, Span('1', 1, startMs: Hour, endMs: Hour + 40) with
        {
            Attributes =
            [
                Text("mlflow.spanType", "LLM"), Text("mlflow.llm.model", "gpt"),
                Text("mlflow.llm.cost", """{"total_cost": 1.5}"""),
                Text("mlflow.chat.tokenUsage", """{"total_tokens": 12}"""),
            ],
        });
    }

    private Task<Assessment> AssessAsync(string traceId, string json) => Rig.Assessments.CreateAsync(
        new Assessment("of-" + traceId, traceId, "good", AssessmentKind.Feedback, json), Deadline);

    /// <summary>Sum, average, median, 90th percentile and greatest of each group.</summary>
    private async Task<IEnumerable<string>> AggregateAsync(
        TraceMetricView view, string metric, params string[] dimensions)
    {
        var groups = await QueryAsync(new TraceMetricQuery(
            metric is "latency" && view == TraceMetricView.Traces || view == TraceMetricView.Assessments ? [0] : [1],
            view,
            metric,
            [
                new(TraceAggregationKind.Sum, null), new(TraceAggregationKind.Average, null),
                new(TraceAggregationKind.Percentile, 50), new(TraceAggregationKind.Percentile, 90),
                new(TraceAggregationKind.Maximum, null),
            ],
            new TraceMetricScope([], null, null, null),
            dimensions) { MaxResults = 10 });
        return groups.Select(group => string.Concat(group.Dimensions.Select(d => d + ": ")) +
            string.Join(' ', group.Values));
    }

    private async Task<string> CountAsync(TraceMetricView view, string metric, string filter)
    {
        var groups = await QueryAsync(new TraceMetricQuery(
            [0, 1],
            view,
            metric,
            [new TraceAggregation(TraceAggregationKind.Count, null)],
            new TraceMetricScope([TraceMetricRules.ParseFilter(filter, view)], null, null, null),
            []) { MaxResults = 10 });
        return groups.Count == 0 ? "0" : $"{groups[0].Values[0]}";
    }

    private async Task<IReadOnlyList<TraceMetricGroup>> QueryAsync(TraceMetricQuery query) =>
        (await Rig.TraceStatistics.AggregateAsync(query, Deadline)).Items;
}
