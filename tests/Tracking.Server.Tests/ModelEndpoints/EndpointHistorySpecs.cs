using Tracking.Contracts.ModelEndpoints;
using Tracking.Server.ModelEndpoints;
using Tracking.Server.ModelEndpoints.Figures;
using Tracking.TestKit;

namespace Tracking.Server.Tests.ModelEndpoints;

public sealed class EndpointHistorySpecs
{
    [Fact]
    public void Lines_of_the_access_log_become_requests_and_others_stay_in_the_log()
    {
        var tail = new RequestTail();

        Assert.True(tail.Take(Line("10:00:00", "POST", 200)));
        Assert.True(tail.Take(Line("10:00:01", "POST", 400)));
        Assert.True(tail.Take(Line("10:00:02", "GET", 200)));
        Assert.False(tail.Take("Serving on http://127.0.0.1:5001"));
        Assert.False(tail.Take("""{"time":"2026-01-01T10:00:00Z","level":"warn"}"""));
        Assert.False(tail.Take("""{"time":"""));

        Assert.Equal([400, 200], tail.Read().Select(request => request.Status!.Value));
        var failed = tail.Read()[0];
        Assert.Equal(("POST", "/invocations"), (failed.Method, failed.Path));
        Assert.Equal((1.5, 12L), (failed.DurationMs!.Value, failed.RequestBytes!.Value));
    }

    [Fact]
    public void Requests_that_failed_are_not_pushed_out_by_those_that_were_answered()
    {
        var tail = new RequestTail();
        tail.Take(Line("09:00:00", "POST", 503));
        for (var i = 0; i < 500; i++)
        {
            tail.Take(Line("10:00:00", "POST", 200));
        }

        Assert.Equal(101, tail.Read().Count);
        Assert.Equal(503, tail.Read()[^1].Status);
    }

    [Fact]
    public void A_version_that_takes_over_is_told_once_and_what_a_host_begins_with_is_none()
    {
        var history = new FigureHistory();
        history.Restart(1_000);
        history.Note(Loaded("1"), 6_000);
        var begun = history.Sample();
        history.Note(Loaded("1", "2"), 11_000);
        var swapped = history.Sample();
        history.Note(Loaded("1", "2"), 16_000);
        var after = history.Sample();
        history.Restart(20_000);
        history.Note(Loaded("2"), 21_000);

        Assert.Equal(["2"], swapped);
        Assert.Empty(begun.Concat(after).Concat(history.Sample()));
    }

    [Fact]
    public void Events_have_the_time_they_came_at()
    {
        var time = new ManualTime();
        var events = new EventTail(time);
        events.Add(EndpointEventKind.Started);
        time.Advance(TimeSpan.FromSeconds(2));
        events.Add(EndpointEventKind.Ready, "process 7");

        Assert.Equal(2_000, events.Read()[1].Timestamp - events.Read()[0].Timestamp);
        Assert.Equal((EndpointEventKind.Ready, "process 7"), (events.Read()[1].Kind, events.Read()[1].Message));
    }

    private static string Line(string at, string method, int status) =>
        $$"""{"time":"2026-01-01T{{at}}+00:00","method":"{{method}}","path":"/invocations","status":{{status}},""" +
        "\"duration_ms\":1.5,\"request_bytes\":12}";

    private static HostTotals Loaded(params string[] versions) => HostTotals.Read(string.Join(
        '\n',
        versions.SelectMany(version => (string[])[
            $$"""nv_inference_request_success{model="m",version="{{version}}"} 0""",
            $$"""tracking_serving_loads_total{model="m",version="{{version}}",outcome="success"} 1""",
        ])));
}
