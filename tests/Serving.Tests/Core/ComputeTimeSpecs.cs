using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Tests.Batching;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Core;

public class ComputeTimeSpecs
{
    private const long Step = 1_000_000;

    [Theory]
    [InlineData("/invocations", """{"inputs": [1, 2]}""")]
    [InlineData("/v2/models/m/infer", """{"inputs":[{"name":"x","datatype":"FP32","shape":[2],"data":[1,2]}]}""")]
    [InlineData("/v1/models/m:predict", """{"instances": [1, 2]}""")]
    [InlineData("/predictions/m", """{"instances": [1, 2]}""")]
    [InlineData(RawCall.Infer, "")]
    public async Task Reading_inputs_running_and_writing_outputs_are_timed_apart(string path, string body)
    {
        await using var rig = await StartAsync();

        await AskAsync(rig, path, body);

        var stats = await StatisticsAsync(rig);
        var (input, infer, output) = (stats["compute_input"]!, stats["compute_infer"]!, stats["compute_output"]!);
        Assert.All([input, infer, output], one => Assert.True((long)one["ns"]! >= Step, $"{stats}"));
        Assert.All([input, infer, output], one => Assert.Equal(1, (long)one["count"]!));
        Assert.Equal(
            (long)input["ns"]! + (long)infer["ns"]! + (long)output["ns"]!, (long)stats["success"]!["ns"]!);
    }

    [Fact]
    public async Task The_metrics_have_them_under_Tritons_names()
    {
        await using var rig = await StartAsync();
        await AskAsync(rig, "/invocations", """{"inputs": [1]}""");
        await AskAsync(rig, RawCall.Infer, "");

        var lines = (await rig.SendAsync(HttpMethod.Get, "/metrics")).Text.Split('\n');

        foreach (var part in (string[])["input", "infer", "output"])
        {
            var name = $"nv_inference_compute_{part}_duration_us";
            var value = Assert.Single(lines, line => line.StartsWith(name + "{", StringComparison.Ordinal));
            Assert.True(double.Parse(value.Split(' ')[1]) >= 2_000, value);
        }
    }

    [Fact]
    public async Task Requests_that_were_joined_have_their_own_reading_and_writing()
    {
        await using var rig = await StartAsync(options => options.Batching = new BatchingOptions
        {
            Mode = BatchingMode.Fixed, MaxRows = 2, MaxDelay = TimeSpan.FromMinutes(1),
        });

        await Task.WhenAll(
            AskAsync(rig, "/invocations", """{"inputs": [1]}"""),
            AskAsync(rig, "/v1/models/m:predict", """{"instances": [2]}"""));

        var all = JsonNode.Parse((await rig.SendAsync(HttpMethod.Get, "/v2/models/m/stats")).Text)!["model_stats"]![0]!;
        var run = Assert.Single(all["batch_stats"]!.AsArray())!;
        Assert.Equal((2, 1), ((int)all["inference_count"]!, (int)all["execution_count"]!));
        Assert.Equal((2, 1), ((int)run["batch_size"]!, (int)run["compute_output"]!["count"]!));
        var input = all["inference_stats"]!["compute_input"]!;
        Assert.Equal(2, (int)input["count"]!);
        Assert.True((long)run["compute_input"]!["ns"]! >= 2 * Step, $"{run}");
        // The joining is a time of each request, and once the run's.
        Assert.True((long)input["ns"]! > (long)run["compute_input"]!["ns"]!, $"{all}");
        Assert.True((long)run["compute_output"]!["ns"]! >= 2 * Step, $"{run}");
    }

    [Fact]
    public async Task What_a_bad_row_left_to_run_alone_keeps_its_reading()
    {
        using var rig = new BatcherRig(new BatchingOptions
        {
            Mode = BatchingMode.Fixed, MaxRows = 2, MaxDelay = TimeSpan.FromMinutes(1),
        });
        var good = Request(1, TimeSpan.FromMilliseconds(3));
        var bad = Request(-1, TimeSpan.FromMilliseconds(5));

        var answered = rig.Batcher.ScoreAsync(good).AsTask();
        await Assert.ThrowsAsync<ScoringException>(() => rig.Batcher.ScoreAsync(bad).AsTask());
        await Patience.For(answered, "the good row's answer");

        var input = rig.Statistics.Read().ComputeInput;
        Assert.Equal((1, 3 * Step), (input.Count, input.Nanoseconds));
    }

    private static InferenceRequest Request(float x, TimeSpan reading) =>
        new([new("x", new Tensor<float>(new[] { x }, 1, 1))], null, default, default) { Reading = reading };

    private static Task<ServingRig> StartAsync(Action<ServingOptions>? configure = null) => ServingRig.StartAsync(
        () => FunctionScorer.Echo(ElementType.Float32, -1),
        configure: configure,
        addServices: services => services.AddSingleton<TimeProvider>(new SteppingClock()));

    private static async Task<JsonNode> StatisticsAsync(ServingRig rig)
    {
        var answer = await rig.SendAsync(HttpMethod.Get, "/v2/models/m/stats");
        return JsonNode.Parse(answer.Text)!["model_stats"]![0]!["inference_stats"]!;
    }

    private static async Task AskAsync(ServingRig rig, string path, string body)
    {
        if (path != RawCall.Infer)
        {
            Assert.Equal(200, (await rig.PostAsync(path, Encoding.UTF8.GetBytes(body))).Status);
            return;
        }

        byte[] input = [.. RawCall.Field(1, "x"), .. RawCall.Field(2, "FP32"), .. RawCall.Field(3, 1)];
        using var call = new RawCall(path, RawCall.Frame(
            [.. RawCall.Field(1, "m"), .. RawCall.Field(5, input), .. RawCall.Field(7, 0, 0, 128, 63)]));
        Assert.Equal("0", (await call.SendAsync(rig.Host.Address)).Status);
    }
}
