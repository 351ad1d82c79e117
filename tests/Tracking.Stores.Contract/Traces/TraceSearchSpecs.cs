using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Search;
using Tracking.Core.Search.Paging;
using Tracking.Core.Traces;
using Tracking.Stores.Contract.Search;

namespace Tracking.Stores.Contract.Traces;

/// <summary>
/// Searches over four traces: a (ok, 100 ms, spans llm and tool), b (error), c (no spans, told only) and d (in another
/// experiment).
/// </summary>
public abstract class TraceSearchSpecs : TraceSpecs
{
    [Theory]
    [MemberData(nameof(SearchCases.TraceFilters), MemberType = typeof(SearchCases))]
    public async Task A_filter_finds_these_traces(string filter, string names)
    {
        await WriteAsync();
        Assert.Equal(names, await FindAsync(filter));
    }

    [Theory]
    [InlineData("timestamp_ms DESC", "c b a")]
    [InlineData("timestamp ASC", "a b c")]
    [InlineData("execution_time_ms", "b a c")]
    [InlineData("execution_time DESC", "a b c")]
    [InlineData("end_time DESC", "b a c")]
    [InlineData("status", "b c a")]
    [InlineData("name DESC", "b a c")]
    [InlineData("tags.team", "a c b")]
    [InlineData("metadata.`mlflow.trace.user` DESC", "a c b")]
    [InlineData("request_id DESC", "c b a")]
    [InlineData("run_id", "c a b")]
    public async Task An_order_puts_what_is_missing_last(string order, string names)
    {
        await WriteAsync();
        Assert.Equal(names, await FindAsync(null, order));
    }

    [Theory]
    [InlineData("timestamp_ms DESC")]
    [InlineData("timestamp_ms ASC")]
    [InlineData("tags.even DESC")]
    public async Task Pages_hold_every_trace_once_however_many_began_together(string order)
    {
        await CreateExperimentAsync("other");
        for (var i = 0; i < 25; i++)
        {
            await StartAsync(new TraceInfo($"t{i:00}", i % 2, i / 5, 1, TraceState.Ok)
            {
                Tags = [new Tag("even", i % 2 == 0 ? "y" : "n")],
            });
        }

        var found = new List<string>();
        string? token = null;
        do
        {
            var page = await SearchAsync([0, 1], null, order, max: 4, token);
            found.AddRange(page.Items.Select(trace => trace.TraceId));
            token = page.NextPageToken;
        }
        while (token is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"t{i:00}"), found.Order());
    }

    [Fact]
    public async Task A_token_belongs_to_its_search()
    {
        await WriteAsync();
        var page = await SearchAsync([0], null, "timestamp_ms", max: 1, token: null);
        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Invalid page token: it belongs to a search with another filter, order or experiments.",
            () => SearchAsync([0], "status = 'OK'", "timestamp_ms", max: 1, page.NextPageToken));
    }

    [Fact]
    public async Task A_rare_session_is_found_among_many_traces()
    {
        for (var i = 0; i < 60; i++)
        {
            await StartAsync(new TraceInfo($"t{i:00}", 0, i, 1, TraceState.Ok)
            {
                Metadata = [new Tag("mlflow.trace.session", new string('s', 70) + (i % 20))],
            });
        }

        var page = await SearchAsync(
            [0], $"metadata.`mlflow.trace.session` = '{new string('s', 70)}7'", "timestamp_ms", max: 10, null);
        Assert.Equal(["t07", "t27", "t47"], page.Items.Select(trace => trace.TraceId));
    }

    [Fact]
    public async Task No_experiments_hold_no_traces()
    {
        await WriteAsync();
        Assert.Empty((await SearchAsync([], null, "timestamp_ms", max: 5, token: null)).Items);
        Assert.Empty((await SearchAsync([77], null, "timestamp_ms", max: 5, token: null)).Items);
    }

    private async Task WriteAsync()
    {
        await CreateExperimentAsync("other");
        await LogAsync(
            Span('a', 1, startMs: 1_000, endMs: 1_100, name: "root") with { Status = SpanStatus.Ok },
            Span('a', 2, parent: 1, startMs: 1_010, endMs: 1_020, name: "call") with
            {
                Attributes =
                [
                    Text("mlflow.spanType", "LLM"), Text("llm.model", "gpt"), new("n", new IntegerValue(3)),
                    new("on", new FlagValue(true)), Text("said", "Hello \"World\""),
                ],
            },
            Span('a', 3, parent: 1, startMs: 1_030, endMs: 1_040, name: "look") with
            {
                Attributes = [Text("mlflow.spanType", "TOOL"), Text("llm.model", "none")],
            });
        await LogAsync(Span('b', 1, startMs: 2_000, endMs: 2_050, name: "sub") with { Status = SpanStatus.Error });
        await StartAsync(new TraceInfo(TraceId('c'), 0, 3_000, null, TraceState.InProgress)
        {
            ClientRequestId = "cr-7",
            Tags = [new Tag("team", "blue")],
        });
        await LogToAsync(1, Span('d', 1, startMs: 9_000, endMs: 9_001));
        await Rig.Traces.SetTagAsync(TraceId('a'), new Tag("team", "Amber"), Deadline);
        await Rig.Traces.SetTagAsync(TraceId('b'), new Tag("mlflow.traceName", "sub"), Deadline);
        await Rig.Traces.LinkToRunAsync([TraceId('a'), TraceId('c'), "nope"], "run-1", Deadline);
        await Rig.Traces.LinkPromptsAsync(TraceId('b'), [new PromptReference("greet", "2")], Deadline);
        await AssessAsync('a', "quality", AssessmentKind.Feedback, "true");
        await AssessAsync('b', "quality", AssessmentKind.Feedback, "\"poor\"");
        await AssessAsync('b', "answer", AssessmentKind.Expectation, "42");
        await AssessAsync('b', "issue-1", AssessmentKind.Issue, "\"Slow\"");
        await LogAsync(Span('a', 1, startMs: 1_000, endMs: 1_100, name: "root") with
        {
            Status = SpanStatus.Ok,
            Attributes = [Text("mlflow.trace.user", "ann")],
        });
    }

    private Task<Assessment> AssessAsync(char trace, string name, AssessmentKind kind, string json) =>
        Rig.Assessments.CreateAsync(new Assessment($"a-{trace}{name}", TraceId(trace), name, kind, json), Deadline);

    /// <summary>The digits of the traces of experiment 0 that are found.</summary>
    private async Task<string> FindAsync(string? filter, string order = "timestamp_ms")
    {
        var page = await SearchAsync([0], filter, order, max: 10, token: null);
        return string.Join(' ', page.Items.Select(trace => trace.TraceId[^1]));
    }

    private Task<Page<TraceInfo>> SearchAsync(
        IReadOnlyList<long> experiments, string? filter, string order, int max, string? token) =>
        Rig.Traces.SearchAsync(
            new TraceQuery(
                experiments,
                TraceSearchLanguage.ParseFilter(filter),
                TraceSearchLanguage.ParseOrder([order]),
                max,
                token),
            Deadline);
}
