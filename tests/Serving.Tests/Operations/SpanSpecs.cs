using System.Diagnostics;
using Tracking.Models.Tensors;
using Tracking.Serving.Batching;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Operations;

public sealed class SpanSpecs : IDisposable
{
    private static readonly BatchingOptions Pairs = new()
    {
        Mode = BatchingMode.Fixed,
        MaxRows = 2,
        MaxDelay = TimeSpan.FromSeconds(50),
        LatencyTarget = TimeSpan.FromSeconds(55),
    };

    private readonly RecordedSpans _spans = new();

    [Theory]
    [InlineData("""{"inputs": [1]}""", 200)]
    [InlineData("""{"inputs": """, 400)]
    public async Task A_scoring_request_is_a_span_under_its_callers(string body, int status)
    {
        await using (var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1)))
        {
            _spans.SendWith(rig.Client);
            await rig.InvokeAsync(body);
        }

        // The host has stopped, so the span has ended.
        var span = Assert.Single(_spans.Ended["POST /invocations"]);
        Assert.Equal((_spans.Caller.SpanId, "vendor=1"), (span.ParentSpanId, span.TraceStateString));
        Assert.Equal(status, span.GetTagItem("http.response.status_code"));
        Assert.Equal(status == 200 ? "m" : null, span.GetTagItem("tracking.model"));
    }

    [Fact]
    public async Task The_run_of_the_model_stands_below_the_request()
    {
        await using (var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1)))
        {
            _spans.SendWith(rig.Client);
            await rig.InvokeAsync("""{"inputs": [1, 2, 3]}""");
        }

        var request = Assert.Single(_spans.Ended["POST /invocations"]);
        var run = Assert.Single(_spans.Ended["model run"]);
        Assert.Equal(request.SpanId, run.ParentSpanId);
        Assert.Equal(("m", 3), (run.GetTagItem("tracking.model"), run.GetTagItem("tracking.rows")));
        Assert.Equal("unbatched", run.GetTagItem("tracking.dispatch.reason"));
    }

    [Fact]
    public async Task A_batch_is_linked_to_its_requests_and_their_waits_to_it()
    {
        var rig = await ServingRig.StartAsync(
            FunctionScorer.Echo(ElementType.Float32, -1, 1), configure: options => options.Batching = Pairs);
        await using (rig)
        {
            _spans.SendWith(rig.Client);
            await Task.WhenAll(rig.InvokeAsync("""{"inputs": [[1]]}"""), rig.InvokeAsync("""{"inputs": [[2]]}"""));
        }

        var requests = _spans.Ended["POST /invocations"].Select(span => span.SpanId).ToHashSet();
        var batch = Assert.Single(_spans.Ended["batch"]);
        Assert.Equal(requests, batch.Links.Select(link => link.Context.SpanId).ToHashSet());
        Assert.Contains(batch.ParentSpanId, requests);
        Assert.Equal(requests, _spans.Ended["queue"].Select(span => span.ParentSpanId).ToHashSet());
        Assert.All(_spans.Ended["queue"], wait => Assert.Equal(batch.SpanId, wait.Links.Single().Context.SpanId));
        Assert.Equal(batch.SpanId, Assert.Single(_spans.Ended["model run"]).ParentSpanId);
        Assert.Equal((2, "full"), (batch.GetTagItem("tracking.rows"), batch.GetTagItem("tracking.dispatch.reason")));
    }

    [Fact]
    public async Task A_call_over_gRPC_is_a_span_under_its_callers_with_its_status()
    {
        await using (var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1)))
        {
            using var call = new RawCall(RawCall.Infer, RawCall.Frame(RawCall.Field(1, "nobody")));
            var result = await call.With("traceparent", _spans.TraceParent).SendAsync(rig.Host.GrpcAddress);
            Assert.Equal("5", result.Status);
        }

        var span = Assert.Single(_spans.Ended["inference.GRPCInferenceService/ModelInfer"]);
        Assert.Equal(_spans.Caller.SpanId, span.ParentSpanId);
        Assert.Equal(
            ("grpc", "ModelInfer", 5),
            (span.GetTagItem("rpc.system"), span.GetTagItem("rpc.method"), span.GetTagItem("rpc.grpc.status_code")));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task A_failed_run_is_marked_without_what_the_request_said()
    {
        var scorer = FunctionScorer.Echo(ElementType.Float32, -1);
        scorer.Change = _ => throw new InvalidOperationException("secret 1");
        await using (var rig = await ServingRig.StartAsync(scorer))
        {
            _spans.SendWith(rig.Client);
            await rig.InvokeAsync("""{"inputs": [1]}""");
        }

        var run = Assert.Single(_spans.Ended["model run"]);
        Assert.Equal(
            (ActivityStatusCode.Error, "InvalidOperationException"), (run.Status, run.GetTagItem("error.type")));
        Assert.DoesNotContain(run.TagObjects, tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal));
    }

    public void Dispose() => _spans.Dispose();
}
