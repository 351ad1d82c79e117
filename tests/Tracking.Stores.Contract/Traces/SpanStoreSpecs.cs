using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Traces;

namespace Tracking.Stores.Contract.Traces;

/// <summary>What every store of traces does with spans.</summary>
public abstract class SpanStoreSpecs : TraceSpecs
{
    [Fact]
    public async Task A_span_reads_back_with_all_that_it_holds()
    {
        var span = FullSpan();
        await LogAsync(span);

        var read = Assert.Single((await GetAsync('a')).Spans);
        var attributes = read.Attributes.ToDictionary(a => a.Key, a => SpanJson.ToText(a.Value));
        Assert.Equal(new SpanProperty("mlflow.traceRequestId", new TextValue(TraceId('a'))), read.Attributes[0]);
        Assert.Equal(span.Attributes.Select(a => a.Key), read.Attributes.Skip(1).Select(a => a.Key));
        Assert.All(span.Attributes, a => Assert.Equal(SpanJson.ToText(a.Value), attributes[a.Key]));
        Assert.IsType<RealValue>(read.Find("real"));
        Assert.Equivalent(span with { Attributes = [] }, read with { Attributes = [] }, strict: true);
    }

    [Fact]
    public async Task Spans_that_come_in_parts_make_one_trace()
    {
        await LogAsync(Span('1', 2, parent: 1, startMs: 1_200, endMs: 1_400));
        var part = await GetAsync('1');
        Assert.Equal(
            (1_200, 200, TraceState.InProgress),
            (part.Info.TimestampMs, part.Info.DurationMs, part.Info.State));

        await LogAsync(Span('1', 3, parent: 1, startMs: 1_500, endMs: 2_000), Span('1', 1, startMs: 1_100) with
        {
            Status = SpanStatus.Error,
            Attributes = [Text("mlflow.spanInputs", "q"), Text("mlflow.spanOutputs", "a"), Text("session.id", "s")],
        });
        var (info, spans) = await GetAsync('1');
        Assert.Equal((1_100, 900, TraceState.Error), (info.TimestampMs, info.DurationMs, info.State));
        Assert.Equal(("q", "a"), (info.RequestPreview, info.ResponsePreview));
        Assert.Equal([1, 2, 3], spans.Select(span => span.SpanId));
        Assert.Equal("s", ValueOf(info.Metadata, "mlflow.trace.session"));
        Assert.Equal("TRACKING_STORE", ValueOf(info.Tags, "mlflow.trace.spansLocation"));
    }

    [Fact]
    public async Task Spans_sent_again_change_nothing()
    {
        TraceSpan[] spans = [Span('1', 1) with { Attributes = [Text("a", "b")] }, Span('1', 2, parent: 1)];
        await LogAsync(spans);
        var first = await GetAsync('1');
        await LogAsync(spans);
        Assert.Equivalent(first, await GetAsync('1'), strict: true);
    }

    [Fact]
    public async Task What_was_told_of_a_trace_outlives_spans_that_come_later()
    {
        await StartAsync(new TraceInfo(TraceId('1'), 0, 5, 7, TraceState.Ok) { RequestPreview = "told" });
        await LogAsync(Span('1', 1) with
        {
            Status = SpanStatus.Error,
            Attributes = [Text("mlflow.spanInputs", "q"), Text("session.id", "s")],
        });
        var (info, spans) = await GetAsync('1');
        Assert.Equal(
            (5, 7, TraceState.Ok, "told"), (info.TimestampMs, info.DurationMs, info.State, info.RequestPreview));
        Assert.Null(ValueOf(info.Metadata, "mlflow.trace.session"));
        Assert.Single(spans);
    }

    [Fact]
    public async Task Tokens_of_nested_spans_are_counted_once()
    {
        await LogAsync(
            Span('1', 1),
            Span('1', 2, parent: 1) with { Attributes = Usage(10, 5) },
            Span('1', 3, parent: 2) with { Attributes = Usage(10, 5) });
        await LogAsync(Span('1', 4, parent: 1) with { Attributes = Usage(1, 2) });
        Assert.Equal(
            """{"input_tokens":11,"output_tokens":7,"total_tokens":18}""",
            ValueOf((await GetAsync('1')).Info.Metadata, "mlflow.trace.tokenUsage"));
    }

    [Fact]
    public async Task A_trace_with_too_many_spans_is_refused_and_stays_as_it_was()
    {
        await LogAsync([.. Enumerable.Range(1, TraceRules.MaxSpans).Select(id => Span('1', id))]);
        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            $"Trace with ID '{TraceId('1')}' would have 20001 spans, at most 20000 are kept.",
            () => LogAsync(Span('1', TraceRules.MaxSpans + 1, startMs: 1)));
        var (info, spans) = await GetAsync('1');
        Assert.Equal((1_000, TraceRules.MaxSpans), (info.TimestampMs, spans.Count));
    }

    [Fact]
    public async Task Spans_of_one_trace_written_at_once_are_all_there()
    {
        await Task.WhenAll(Enumerable.Range(1, 20).Select(id => LogAsync(Span('1', id, startMs: id, endMs: id + 1))));
        var (info, spans) = await GetAsync('1');
        Assert.Equal(20, spans.Count);
        Assert.Equal((1, 20), (info.TimestampMs, info.DurationMs));
    }

    private static TraceSpan FullSpan() => Span('a', -2, parent: long.MaxValue) with
    {
        Kind = SpanKind.Client,
        TraceState = "k=v",
        Status = SpanStatus.Error,
        StatusMessage = "it \"failed\"",
        Attributes =
        [
            Text("text", "späß \u0001 \\u0000"), new("flag", new FlagValue(true)),
            new("whole", new IntegerValue(long.MinValue)), new("real", new RealValue(1)),
            new("nan", new RealValue(double.NaN)), new("null", NullValue.Instance),
            new("bytes", new BytesValue(new byte[] { 0, 255 })),
            new("list", new ListValue([new IntegerValue(1), new TextValue("x")])),
            new("map", new MapValue([Text("$bytes", "no base64!"), Text("b", "")])),
        ],
        Events = [new SpanEvent("e", 1_200 * Ms, [Text("k", "v")])],
        Links = [new SpanLink(OtelId('b'), 7, "s", [Text("l", "m")])],
    };

    private static SpanProperty[] Usage(long input, long output) =>
    [
        new("gen_ai.usage.input_tokens", new IntegerValue(input)),
        new("gen_ai.usage.output_tokens", new IntegerValue(output)),
    ];
}
