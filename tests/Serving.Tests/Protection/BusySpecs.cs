using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Protection;

public class BusySpecs
{
    private const string Body = """{"inputs": [1]}""";
    private static readonly TensorInfo X = new("x", ElementType.Float32, [-1]);

    [Theory]
    [InlineData("/invocations", "The server is busy", true)]
    [InlineData("/v2/models/m/infer", "The server is busy", true)]
    [InlineData("/invocations", "Model 'm' is busy", false)]
    public async Task More_than_may_work_and_wait_are_told_to_come_back(string path, string said, bool ofHost)
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        var limits = ofHost
            ? new ServingLimits { ConcurrentRequests = 1, QueuedRequests = 0 }
            : new ServingLimits { ConcurrentRequestsPerModel = 1 };
        await using var rig = await StartAsync(entered, release, limits);
        var underWay = rig.InvokeAsync(Body);
        await entered.WaitAsync(Patience.Token());

        // One may wait where the model is bounded: of two, one is refused at once.
        var others = Enumerable.Range(0, ofHost ? 1 : 2).Select(_ => AskAsync(rig, path)).ToList();
        var first = await Patience.For(Task.WhenAny(others), "one to be refused");
        var refused = await first;
        release.Release(3);

        await AssertCountedAsync(rig);
        Assert.Equal((503, "1"), (refused.Answer.Status, refused.RetryAfter));
        Assert.Contains(said, refused.Answer.Message);
        Assert.Equal(200, (await underWay).Status);
        foreach (var other in others.Where(other => other != first))
        {
            Assert.Equal(200, (await other).Answer.Status);
        }
    }

    [Fact]
    public async Task Health_answers_while_every_slot_is_taken()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        var limits = new ServingLimits { ConcurrentRequests = 1, QueuedRequests = 0 };
        await using var rig = await StartAsync(entered, release, limits);
        var underWay = rig.InvokeAsync(Body);
        await entered.WaitAsync(Patience.Token());

        var health = await rig.SendAsync(HttpMethod.Get, "/v2/health/ready");
        release.Release();

        Assert.Equal(200, health.Status);
        Assert.Equal(200, (await underWay).Status);
    }

    private static async Task AssertCountedAsync(ServingRig rig)
    {
        var metrics = await rig.SendAsync(HttpMethod.Get, "/metrics");
        Assert.Contains(
            "nv_inference_request_failure{model=\"m\",version=\"\",reason=\"REJECTED\"} 1", metrics.Text.Split('\n'));
    }

    private static Task<ServingRig> StartAsync(SemaphoreSlim entered, SemaphoreSlim release, ServingLimits limits)
    {
        var scorer = new FunctionScorer(new ScorerSchema([X], [X]), (inputs, token) =>
        {
            entered.Release();
            release.Wait(token);
            return inputs;
        });
        return ServingRig.StartAsync(scorer, configure: options => options.Limits = limits);
    }

    private static async Task<(Answer Answer, string RetryAfter)> AskAsync(ServingRig rig, string path)
    {
        var body = path.StartsWith("/v2", StringComparison.Ordinal)
            ? """{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]}"""
            : Body;
        using var content = new StringContent(body, null, "application/json");
        using var response = await rig.Client.PostAsync(path, content, Patience.Token());
        return (await Answer.ReadAsync(response), $"{response.Headers.RetryAfter}");
    }
}
