using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Tracking.Models.Tensors;
using Tracking.Serving.Operations.Telemetry;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Operations;

public class SpanSpecs
{
    [Theory]
    [InlineData("""{"inputs": [1]}""", 200)]
    [InlineData("""{"inputs": """, 400)]
    public async Task A_scoring_request_is_a_span_under_its_callers(string body, int status)
    {
        var trace = ActivityTraceId.CreateRandom();
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ScoringSpan.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));
        await using (rig)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/invocations");
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
            using var response = await rig.Client.SendAsync(request, Patience.Token());
        }

        // The host has stopped, so the span has ended.
        var span = Assert.Single(ended, span => span.TraceId == trace);
        Assert.Equal("POST /invocations", span.DisplayName);
        Assert.Equal(status, span.GetTagItem("http.response.status_code"));
    }
}
