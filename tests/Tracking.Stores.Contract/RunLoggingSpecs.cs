using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;

namespace Tracking.Stores.Contract;

/// <summary>What every store does with logged metrics, params and tags.</summary>
public abstract class RunLoggingSpecs : StoreSpecs
{
    [Fact]
    public async Task Batch_is_read_back_with_the_latest_of_each_metric()
    {
        await CreateRunAsync("r");

        await Rig.Runs.LogAsync(
            new RunBatch(
                "r",
                [Metric("loss", 0, 10, 0.5), Metric("loss", 2, 5, 0.25), Metric("acc", 1, 1, 0.75)],
                [new Param("lr", "0.1")],
                [new Tag("k", "v")]),
            Deadline);

        var run = await Rig.Runs.GetAsync("r", Deadline);
        Assert.Equal(
            [Metric("acc", 1, 1, 0.75), Metric("loss", 2, 5, 0.25)], run.Metrics.OrderBy(metric => metric.Key));
        Assert.Equal([new Param("lr", "0.1")], run.Params);
        Assert.Contains(new Tag("k", "v"), run.Tags);
    }

    [Theory]
    [InlineData(1, 6, 0.1, 0, 7, 0.9)]
    [InlineData(1, 7, 0.1, 1, 6, 0.9)]
    [InlineData(1, 7, 0.9, 1, 7, 0.1)]
    [InlineData(1, 7, 0.9, 1, 7, double.NaN)]
    [InlineData(1, 7, double.NaN, 1, 7, -0.1)]
    public async Task Latest_is_the_greatest_by_step_time_and_value_whatever_came_last(
        long step, long time, double value, long laterStep, long laterTime, double laterValue)
    {
        await CreateRunAsync("r");
        await LogMetricsAsync("r", Metric("m", step, time, value));
        await LogMetricsAsync("r", Metric("m", laterStep, laterTime, laterValue));
        await LogMetricsAsync("r", Metric("m", laterStep, laterTime, laterValue), Metric("m", step, time, value));

        Assert.Equal([Metric("m", step, time, value)], (await Rig.Runs.GetAsync("r", Deadline)).Metrics);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, double.MaxValue)]
    [InlineData(double.NegativeInfinity, double.MinValue)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.Epsilon, double.Epsilon)]
    [InlineData(-0.0, 0.0)]
    public async Task Special_values_are_kept_as_far_as_the_protocol_knows_them(double logged, double kept)
    {
        await CreateRunAsync("r");
        await LogMetricsAsync("r", Metric("m", 0, 0, logged));

        var point = Assert.Single((await Rig.Runs.GetAsync("r", Deadline)).Metrics).Point;
        Assert.Equal(BitConverter.DoubleToInt64Bits(kept), BitConverter.DoubleToInt64Bits(point.Value));
        var history = await Rig.Metrics.GetHistoryAsync("r", "m", null, null, Deadline);
        Assert.Equal(
            BitConverter.DoubleToInt64Bits(kept), BitConverter.DoubleToInt64Bits(Assert.Single(history.Items).Value));
    }

    [Fact]
    public async Task The_same_batch_again_changes_nothing()
    {
        await CreateRunAsync("r");
        var batch = new RunBatch(
            "r",
            [.. Enumerable.Range(0, 300).Select(i => Metric("m", i, i, i))],
            [new Param("p", "1")],
            [new Tag("t", "1")]);

        await Rig.Runs.LogAsync(batch, Deadline);
        var before = await Rig.Runs.GetAsync("r", Deadline);
        await Rig.Runs.LogAsync(batch, Deadline);

        Assert.Equivalent(before, await Rig.Runs.GetAsync("r", Deadline), strict: true);
        Assert.Equal(300, (await Rig.Metrics.GetHistoryAsync("r", "m", null, null, Deadline)).Items.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("Grüße, 世界 🚀")]
    [InlineData("'; DROP TABLE run; --")]
    public async Task Any_text_is_kept_as_it_is(string text)
    {
        await CreateRunAsync("r");
        var batch = new RunBatch("r", [], [new Param("p", text)], [new Tag("t", text), new Tag("key " + text, "v")]);

        await Rig.Runs.LogAsync(batch, Deadline);
        await Rig.Runs.LogAsync(batch, Deadline);

        var run = await Rig.Runs.GetAsync("r", Deadline);
        Assert.Equal([new Param("p", text)], run.Params);
        Assert.Contains(new Tag("t", text), run.Tags);
        Assert.Contains(new Tag("key " + text, "v"), run.Tags);
    }

    [Fact]
    public async Task Changed_param_is_refused_in_the_words_for_one_param()
    {
        await CreateRunAsync("r");
        await Rig.Runs.LogAsync(SingleParam("lr", "0.1"), Deadline);
        await Rig.Runs.LogAsync(SingleParam("lr", "0.1"), Deadline);

        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Changing param values is not allowed. Param with key='lr' was already logged with value='0.1' " +
            "for run ID='r'. Attempted logging new value '0.2'.",
            () => Rig.Runs.LogAsync(SingleParam("lr", "0.2"), Deadline));
    }

    [Fact]
    public async Task Changed_params_refuse_the_whole_batch_and_are_all_named()
    {
        await CreateRunAsync("r");
        await Rig.Runs.LogAsync(new RunBatch("r", [], [new Param("a", "1"), new Param("b", "2")], []), Deadline);

        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Changing param values is not allowed. Params were already logged='[" +
            "{'key': 'a', 'old_value': '1', 'new_value': 'x'}, {'key': 'b', 'old_value': '2', 'new_value': 'y'}]' " +
            "for run ID='r'.",
            () => Rig.Runs.LogAsync(
                new RunBatch(
                    "r",
                    [Metric("m", 1, 1, 1)],
                    [new Param("new", "1"), new Param("a", "x"), new Param("b", "y")],
                    [new Tag("t", "1")]),
                Deadline));

        var run = await Rig.Runs.GetAsync("r", Deadline);
        Assert.Empty(run.Metrics);
        Assert.Equal(2, run.Params.Count);
        Assert.DoesNotContain(run.Tags, tag => tag.Key == "t");
    }

    [Fact]
    public async Task Names_first_used_in_a_refused_batch_can_be_used_afterwards()
    {
        await CreateRunAsync("r");
        await Rig.Runs.LogAsync(SingleParam("p", "1"), Deadline);
        await Assert.ThrowsAsync<TrackingException>(() => Rig.Runs.LogAsync(
            new RunBatch("r", [], [new Param("fresh", "1"), new Param("p", "2")], []), Deadline));

        await Rig.Runs.LogAsync(
            new RunBatch("r", [], [new Param("other", "2"), new Param("fresh", "3")], []), Deadline);

        Assert.Equal(
            [new Param("fresh", "3"), new Param("other", "2"), new Param("p", "1")],
            (await Rig.Runs.GetAsync("r", Deadline)).Params.OrderBy(param => param.Key));
    }

    [Fact]
    public async Task Last_of_equal_tags_wins_and_the_name_tag_renames_the_run()
    {
        await CreateRunAsync("r");

        await Rig.Runs.LogAsync(
            new RunBatch("r", [], [], [new Tag("t", "1"), new Tag("mlflow.runName", "new"), new Tag("t", "2")]),
            Deadline);

        var run = await Rig.Runs.GetAsync("r", Deadline);
        Assert.Equal("new", run.Info.Name);
        Assert.Equal([new Tag("mlflow.runName", "new"), new Tag("t", "2")], run.Tags.OrderBy(tag => tag.Key));
    }

    [Fact]
    public async Task Runs_do_not_see_each_others_values_of_one_key()
    {
        await CreateRunAsync("a");
        await CreateRunAsync("b");
        await LogMetricsAsync("a", Metric("m", 9, 9, 1));
        await LogMetricsAsync("b", Metric("m", 1, 1, 2));

        Assert.Equal([Metric("m", 9, 9, 1)], (await Rig.Runs.GetAsync("a", Deadline)).Metrics);
        Assert.Equal([Metric("m", 1, 1, 2)], (await Rig.Runs.GetAsync("b", Deadline)).Metrics);
    }

    [Fact]
    public async Task Metric_of_an_unknown_model_is_refused_with_all_of_its_batch()
    {
        await CreateRunAsync("r");
        var linked = Metric("m", 1, 1, 1) with { Link = new MetricLink("m-none", null, null) };

        await AssertRefusedAsync(
            ErrorCode.BadRequest,
            "Logged model with ID 'm-none' not found, so metric 'm' cannot belong to it.",
            () => LogMetricsAsync("r", Metric("other", 1, 1, 1), linked));
        Assert.Empty((await Rig.Runs.GetAsync("r", Deadline)).Metrics);
    }

    [Fact]
    public async Task Concurrent_batches_to_one_run_all_arrive()
    {
        await CreateRunAsync("r");

        await Task.WhenAll(Enumerable.Range(0, 64).Select(client =>
            LogMetricsAsync("r", [.. Enumerable.Range(0, 20).Select(i => Metric("m", i, client, i))])));

        Assert.Equal(1_280, (await Rig.Metrics.GetHistoryAsync("r", "m", null, null, Deadline)).Items.Count);
    }

    private static RunBatch SingleParam(string key, string value) =>
        new("r", [], [new Param(key, value)], []) { IsSingleParam = true };
}
