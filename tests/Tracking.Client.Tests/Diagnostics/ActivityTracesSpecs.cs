using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tracking.Client.Diagnostics;
using Tracking.Contracts.Traces;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Diagnostics;

public sealed partial class ActivityTracesSpecs : ServerFixture, IDisposable
{
    private static readonly string[] Question = ["what", "is", "it"];

    private readonly ActivitySource _source = new($"Specs.{Guid.NewGuid():N}", "1.2");

    [Fact]
    public async Task Activities_become_a_trace_with_parents_attributes_events_and_status()
    {
        string id;
        await using (Client.RecordActivities(new ActivityTracesOptions { Sources = [_source.Name] }))
            id = LookUp();
        var trace = await Client.Traces.GetAsync(id);
        var (answer, look) = (Span(trace, "answer"), Span(trace, "look up"));
        Assert.Equal((answer.SpanId, (string?)null), (look.ParentSpanId, answer.ParentSpanId));
        Assert.Equal(("SPAN_KIND_SERVER", "SPAN_KIND_CLIENT"), (answer.Kind, look.Kind));
        Assert.Equal(("STATUS_CODE_ERROR", "it broke"), (look.Status!.Code, look.Status.Message));
        Assert.True(look.StartTimeUnixNano >= answer.StartTimeUnixNano
            && look.EndTimeUnixNano <= answer.EndTimeUnixNano);
        var values = look.Attributes!.ToDictionary(each => each.Key!, each => each.Value!);
        Assert.Equal(
            (3L, 0.5, true),
            (values["rows"].IntValue, values["share"].DoubleValue, values["cached"].BoolValue));
        Assert.Equal(Question, values["words"].ArrayValue!.Values!.Select(word => word.StringValue));
        Assert.Equal(("{\"a\":1}", ""), (values["json"].StringValue, values["empty"].StringValue));
        var miss = Assert.Single(look.Events!);
        Assert.Equal(("miss", "k"), (miss.Name, miss.Attributes!.Single().Value!.StringValue));
    }

    [Fact]
    public async Task Traces_of_a_run_are_found_by_it_with_what_went_in_and_out()
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        await using (run.RecordActivities(_source.Name))
        {
            using (var activity = _source.StartActivity("chain"))
                activity.SetInputs(new Asked("why"), SpecsJson.Default.Asked).SetSpanType("CHAIN")
                    .SetOutputs(new Asked("because"), SpecsJson.Default.Asked);
            await run.EndAsync();
        }

        var found = Assert.Single(await Client.Traces.SearchAsync(
            [run.ExperimentId], $"run_id = '{run.Id}' AND span.type = 'CHAIN'").ToListAsync());
        Assert.Contains("why", found.RequestPreview, StringComparison.Ordinal);
        Assert.Contains("because", found.ResponsePreview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flushing_sends_what_waits_without_waiting_for_more()
    {
        await using var traces = Client.RecordActivities(new ActivityTracesOptions
        {
            Sources = ["Specs.*"],
            Delay = TimeSpan.FromMinutes(1),
        });
        string id;
        using (var activity = _source.StartActivity("one"))
            id = "tr-" + activity!.TraceId.ToHexString();
        await traces.FlushAsync(Patience.Token());
        Assert.Equal("one", Assert.Single((await Client.Traces.GetAsync(id)).Spans!).Name);
    }

    [Fact]
    public async Task What_finds_the_queue_full_or_the_server_away_is_dropped_counted_and_told()
    {
        var told = new List<Exception>();
        await using var client = new TrackingClient(
            Fixtures.OptionsFor(Fixtures.NobodyThere()) with { MaxRetries = 0 });
        var traces = client.RecordActivities(new ActivityTracesOptions
        {
            Sources = [_source.Name],
            QueueCapacity = 2,
            BatchSize = 1_000,
            Delay = TimeSpan.FromMinutes(1),
            OnError = failure =>
            {
                lock (told)
                    told.Add(failure);
            },
        });
        foreach (var number in Enumerable.Range(0, 100_000))
            _source.StartActivity($"span {number}")!.Dispose();
        await traces.DisposeAsync();
        Assert.Equal(100_000, traces.DroppedSpans);
        Assert.Contains(told, failure => failure is TrackingClientException);
        Assert.Contains(told, failure => failure.Message.StartsWith("2 spans wait", StringComparison.Ordinal));
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public async Task Sources_that_were_not_named_cost_nothing()
    {
        await using var traces = Client.RecordActivities(new ActivityTracesOptions { Sources = ["Other"] });
        Assert.Null(_source.StartActivity("unseen"));
    }

    public void Dispose() => _source.Dispose();

    /// <summary>Two activities, one within the other; gives the id of their trace.</summary>
    private string LookUp()
    {
        using var root = _source.StartActivity("answer", ActivityKind.Server)!;
        using var child = _source.StartActivity("look up", ActivityKind.Client)!;
        child.SetTag("rows", 3).SetTag("share", 0.5).SetTag("cached", true).SetTag("words", Question)
            .SetTag("json", new JsonObject { ["a"] = 1 }).SetTag("empty", "");
        child.AddEvent(new ActivityEvent("miss", tags: new() { ["key"] = "k" }));
        child.SetStatus(ActivityStatusCode.Error, "it broke");
        return "tr-" + root.TraceId.ToHexString();
    }

    private static Span Span(Contracts.Traces.Trace trace, string name) =>
        trace.Spans!.Single(span => span.Name == name);

    internal sealed record Asked(string Text);

    [JsonSerializable(typeof(Asked))]
    internal sealed partial class SpecsJson : JsonSerializerContext;
}
