using Tracking.Server.ModelEndpoints.Figures;

namespace Tracking.Server.Tests.ModelEndpoints;

public sealed class FigureSpecs
{
    [Fact]
    public void A_metrics_page_is_summed_over_versions_and_read_with_any_name()
    {
        const string model = """model="a\"}{,=\\",version="1" """;
        var totals = HostTotals.Read(string.Join('\n',
            "# HELP nv_inference_request_success Successful requests.",
            $$"""nv_inference_request_success{{{model.Trim()}}} 3""",
            """nv_inference_request_success{model="m",version="2"} 4""",
            """nv_inference_request_failure{model="m",version="2",reason="BACKEND"} 5""",
            """tracking_serving_loads_total{model="m",version="2",outcome="fail"} 9""",
            """tracking_serving_loads_total{model="m",version="2",outcome="success"} 2"""));

        Assert.Equal((7, 5, 2), (totals.Requests, totals.ErrorCount, totals.Loads));
        Assert.Equal((3, 4), (totals.Versions["1"], totals.Versions["2"]));
        Assert.Equal(5, totals.Errors["BACKEND"]);
    }

    [Fact]
    public void Percentiles_come_from_the_buckets()
    {
        var buckets = new Buckets([0.001, 0.01, double.PositiveInfinity], [50, 100, 100]);

        Assert.Equal(0.001, buckets.Quantile(0.5)!.Value, 6);
        Assert.Equal(0.0055, buckets.Quantile(0.75)!.Value, 6);
        Assert.Null(Buckets.Empty.Quantile(0.5));
        Assert.Null(buckets.Since(buckets).Quantile(0.5));
        Assert.Equal(0.01, new Buckets([0.01, double.PositiveInfinity], [1, 2]).Quantile(0.99)!.Value, 6);
    }

    [Fact]
    public void A_sample_tells_of_its_period_alone_and_a_restart_counts_from_zero()
    {
        var history = new FigureHistory();
        history.Restart(1_000);
        history.Note(Answered(10), 6_000);
        history.Sample();
        history.Note(Answered(14), 11_000);
        history.Sample();
        history.Restart(12_000);
        history.Note(Answered(1), 17_000);
        history.Sample();

        Assert.Equal([10, 4, 1], history.Samples().Select(sample => sample.Requests!.Value));
        Assert.Equal((1, 15), (history.Figures().Requests, history.Figures().RequestsLastMinute));
    }

    private static HostTotals Answered(int requests) =>
        HostTotals.Read($$"""nv_inference_request_success{model="m",version="1"} {{requests}}""");
}
