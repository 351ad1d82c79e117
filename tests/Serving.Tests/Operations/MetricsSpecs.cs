using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Operations;

public class MetricsSpecs
{
    private const string Labels = "{model=\"m\",version=\"\"";
    private static readonly TensorInfo X = new("x", ElementType.Float32, [-1]);

    [Fact]
    public async Task Requests_rows_runs_and_failures_are_counted_under_Tritons_names()
    {
        var scorer = new FunctionScorer(new ScorerSchema([X], [X]), (inputs, _) =>
            ((Tensor<float>)inputs[0].Tensor).Data.Span[0] < 0
                ? throw new ScoringException(ScoringFault.ModelFailed, "below zero")
                : inputs);
        await using var rig = await ServingRig.StartAsync(scorer);
        await rig.InvokeAsync("""{"inputs": [1, 2, 3]}""");
        await rig.InvokeAsync("""{"inputs": [1, 2]}""");
        await rig.InvokeAsync("""{"inputs": [-1]}""");

        var page = await rig.SendAsync(HttpMethod.Get, "/metrics");
        var lines = page.Text.Split('\n');

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", page.ContentType);
        Assert.Contains($"nv_inference_request_success{Labels}}} 2", lines);
        Assert.Contains($"nv_inference_request_failure{Labels},reason=\"BACKEND\"}} 1", lines);
        Assert.Contains($"nv_inference_count{Labels}}} 5", lines);
        Assert.Contains($"nv_inference_exec_count{Labels}}} 2", lines);
        Assert.Contains($"nv_inference_pending_request_count{Labels}}} 0", lines);
        Assert.Contains($"tracking_serving_request_duration_seconds_count{Labels},outcome=\"success\"}} 2", lines);
        Assert.Contains($"tracking_serving_loads_total{Labels},outcome=\"success\"}} 1", lines);
        Assert.Contains($"tracking_serving_execution_rows_bucket{Labels},le=\"2\"}} 1", lines);
        Assert.Contains($"tracking_serving_execution_rows_bucket{Labels},le=\"+Inf\"}} 2", lines);
        Assert.Contains(lines, line => line.StartsWith($"tracking_serving_dispatches_total{Labels},reason=\""));
    }

    [Fact]
    public async Task Every_family_is_declared_once_before_its_samples()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(X));
        await rig.InvokeAsync("""{"inputs": [1]}""");

        var lines = (await rig.SendAsync(HttpMethod.Get, "/metrics")).Text.Split('\n');

        var declared = new List<string>();
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                declared.Add(line.Split(' ')[2]);
            }
            else if (line[0] != '#')
            {
                Assert.StartsWith(declared[^1], line);
            }
        }

        Assert.Equal(declared.Distinct(), declared);
        Assert.NotEmpty(declared);
    }

    [Fact]
    public async Task With_keys_the_figures_are_for_admins()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(X), configure: options =>
            options.Access = new ServingAccess { PredictKeys = ["predict-key"], AdminKeys = ["admin-key"] });

        Assert.Equal(401, (await rig.SendAsync(HttpMethod.Get, "/metrics")).Status);
        rig.Client.DefaultRequestHeaders.Add("x-api-key", "predict-key");
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Get, "/metrics")).Status);
        rig.Client.DefaultRequestHeaders.Remove("x-api-key");
        rig.Client.DefaultRequestHeaders.Add("x-api-key", "admin-key");
        Assert.Equal(200, (await rig.SendAsync(HttpMethod.Get, "/metrics")).Status);
    }
}
