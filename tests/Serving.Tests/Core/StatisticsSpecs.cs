using System.Diagnostics.Metrics;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Tests.Repository;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Core;

public class StatisticsSpecs
{
    [Fact]
    public async Task Requests_rows_and_failures_are_counted_per_version_through_reloads()
    {
        await using var rig = await ModelControlSpecs.StartAsync("models:/iris/3", "models:/iris/4");
        await rig.ScoreAsync(1, "iris", "3");
        await ScoreRowsAsync(rig, 5);
        await rig.Engine.Models.LoadAsync("iris", "3", Patience.Token());
        await rig.ScoreAsync(1, "iris", "3");
        await Assert.ThrowsAsync<ScoringException>(() => ScoreRowsAsync(rig, 5, "unknown"));

        var three = Assert.Single(rig.Engine.Statistics("iris", "3"));
        var four = Assert.Single(rig.Engine.Statistics("iris", "4"));

        Assert.Equal((7, 3), (three.InferenceCount, three.ExecutionCount));
        Assert.Equal((3, 1), (three.Success.Count, three.Fail.Count));
        Assert.Equal([(1, 2L), (5, 1L)], three.Batches.Select(size => (size.Rows, size.ComputeInfer.Count)));
        Assert.True(three.LastInference > 0);
        Assert.Equal((0, 0L), (four.ExecutionCount, four.LastInference));
    }

    [Fact]
    public async Task A_listener_of_the_meter_sees_outcomes_and_dispatches()
    {
        await using var rig = await ModelControlSpecs.StartAsync("models:/iris/3");
        var seen = new List<string>();
        using var listener = Listen(rig.Meter.Meter, seen, "dispatches", "request.duration");

        await rig.ScoreAsync(1, "iris");

        Assert.Equal(
            [
                "tracking.serving.dispatches 1 model=iris version=3 reason=unbatched",
                "tracking.serving.request.duration model=iris version=3 outcome=success",
            ],
            seen);
    }

    private static MeterListener Listen(Meter meter, List<string> seen, params string[] names)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == meter && names.Any(name => instrument.Name == "tracking.serving." + name))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            seen.Add($"{instrument.Name} {value} {Text(tags)}"));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
            seen.Add($"{instrument.Name} {Text(tags)}"));
        listener.Start();
        return listener;
    }

    private static async Task ScoreRowsAsync(EngineRig rig, int rows, string input = "x")
    {
        using var lease = await rig.Engine.LeaseAsync("iris", "3", Patience.Token());
        NamedTensor[] inputs = [new(input, new Tensor<float>(new float[rows], rows))];
        await rig.Engine.ScoreAsync(lease.Model, new InferenceRequest(inputs, null, default, default));
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(" ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
