using System.Text.Json;
using Tracking.Contracts.Json;
using Tracking.Contracts.Metrics;
using Tracking.Contracts.Runs;

namespace Tracking.Contracts.Tests;

public sealed class WireJsonSpecs
{
    [Fact]
    public void Fields_are_written_in_the_order_of_their_numbers_and_unset_ones_not_at_all()
    {
        var info = new RunInfo { RunId = "r", RunUuid = "r", Status = RunStatus.Finished, EndTime = 5,
            ExperimentId = "1" };
        Assert.Equal(
            """{"run_uuid":"r","experiment_id":"1","status":"FINISHED","end_time":5,"run_id":"r"}""",
            JsonSerializer.Serialize(info, WireJson.Default.RunInfo));
    }

    [Theory]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    [InlineData(0.1, "0.1")]
    public void A_double_is_written_so_that_it_reads_back(double value, string json)
    {
        var text = JsonSerializer.Serialize(new Metric { Value = value }, WireJson.Default.Metric);
        Assert.Equal($$"""{"value":{{json}}}""", text);
        Assert.Equal(value, JsonSerializer.Deserialize(text, WireJson.Default.Metric)!.Value);
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("\"9223372036854775807\"")]
    public void An_int64_is_read_from_a_number_and_from_a_text(string json) =>
        Assert.Equal(
            long.MaxValue,
            JsonSerializer.Deserialize($$"""{"step":{{json}}}""", WireJson.Default.Metric)!.Step);

    [Fact]
    public void Fields_of_a_newer_server_are_ignored() =>
        Assert.Equal(
            "k", JsonSerializer.Deserialize("""{"key":"k","new_field":{"a":[1]}}""", WireJson.Default.Metric)!.Key);
}
