using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Traces;

namespace Tracking.Stores.Contract.Traces;

/// <summary>What every store of traces does with what is told of a trace.</summary>
public abstract class TraceStoreSpecs : TraceSpecs
{
    [Fact]
    public async Task A_told_trace_reads_back_with_its_place_for_files()
    {
        var told = new TraceInfo(TraceId('1'), 0, 1_000, 250, TraceState.Ok)
        {
            ClientRequestId = "cr",
            RequestPreview = "in",
            ResponsePreview = "out",
            Metadata = [new Tag("m", "1")],
            Tags = [new Tag("t", "2")],
        };
        var started = await Rig.Traces.StartAsync(told, Deadline);

        Assert.False(started.WasThere);
        var expected = told with
        {
            Metadata = [new Tag("m", "1"), new Tag("mlflow.trace.infoFinalized", "true")],
            Tags =
            [
                new Tag("mlflow.artifactLocation", $"mlflow-artifacts:/0/traces/{TraceId('1')}/artifacts"),
                new Tag("t", "2"),
            ],
        };
        Assert.Equivalent(expected, started.Info, strict: true);
        Assert.Equivalent(expected, await Rig.Traces.GetInfoAsync(TraceId('1'), Deadline), strict: true);
    }

    [Fact]
    public async Task A_trace_told_again_keeps_tags_metadata_and_previews_and_replaces_the_rest()
    {
        await StartAsync(new TraceInfo(TraceId('1'), 0, 1_000, 250, TraceState.Ok)
        {
            ClientRequestId = "cr",
            RequestPreview = "in",
            Metadata = [new Tag("m", "1")],
            Tags = [new Tag("t", "2"), new Tag("u", "3")],
        });
        var again = await Rig.Traces.StartAsync(
            new TraceInfo(TraceId('1'), 0, 2_000, null, TraceState.Error) { Tags = [new Tag("u", "4")] }, Deadline);

        Assert.True(again.WasThere);
        Assert.Equal(
            (2_000, null, TraceState.Error, null, "in"),
            (again.Info.TimestampMs, again.Info.DurationMs, again.Info.State, again.Info.ClientRequestId,
                again.Info.RequestPreview));
        Assert.Equal("1", ValueOf(again.Info.Metadata, "m"));
        Assert.Equal(("2", "4"), (ValueOf(again.Info.Tags, "t"), ValueOf(again.Info.Tags, "u")));
    }

    [Fact]
    public async Task A_trace_needs_an_active_experiment_and_keeps_it()
    {
        await CreateExperimentAsync("other");
        await StartAsync(new TraceInfo(TraceId('1'), 0, 1, 1, TraceState.Ok));
        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            $"Trace with ID '{TraceId('1')}' belongs to experiment 0 already. A trace keeps its experiment.",
            () => StartAsync(new TraceInfo(TraceId('1'), 1, 1, 1, TraceState.Ok)));
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "No Experiment with id=9 exists",
            () => StartAsync(new TraceInfo(TraceId('2'), 9, 1, 1, TraceState.Ok)));
        await Rig.Experiments.DeleteAsync(1, Deadline);
        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            "The experiment 1 must be in the 'active' state. Current state is deleted.",
            () => LogToAsync(1, Span('3', 1)));
    }

    [Fact]
    public async Task A_trace_of_version_2_is_in_progress_until_it_ends()
    {
        var begun = await Rig.Traces.BeginAsync(
            new TraceInfo("abc", 0, 1_000, null, TraceState.InProgress) { Tags = [new Tag("t", "1")] }, Deadline);
        Assert.Equal((TraceState.InProgress, null), (begun.State, begun.DurationMs));
        Assert.Empty(begun.Metadata);

        var ended = await Rig.Traces.EndAsync(
            new TraceEnd("abc", 1_700, TraceState.Ok, [new Tag("m", "2")], [new Tag("t", "3")]), Deadline);
        Assert.Equal((1_000, 700, TraceState.Ok), (ended.TimestampMs, ended.DurationMs, ended.State));
        Assert.Equal(("2", "3"), (ValueOf(ended.Metadata, "m"), ValueOf(ended.Tags, "t")));
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "Trace with ID 'nope' not found.",
            () => Rig.Traces.EndAsync(new TraceEnd("nope", 1, TraceState.Ok, [], []), Deadline));
    }

    [Fact]
    public async Task Tags_are_set_replaced_and_deleted()
    {
        await StartAsync(new TraceInfo(TraceId('1'), 0, 1, 1, TraceState.Ok));
        await Rig.Traces.SetTagAsync(TraceId('1'), new Tag("k", "1"), Deadline);
        await Rig.Traces.SetTagAsync(TraceId('1'), new Tag("k", "2"), Deadline);
        Assert.Equal("2", ValueOf((await GetAsync('1')).Info.Tags, "k"));

        await Rig.Traces.DeleteTagAsync(TraceId('1'), "k", Deadline);
        Assert.Null(ValueOf((await GetAsync('1')).Info.Tags, "k"));
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            $"No trace tag with key 'k' for trace with ID '{TraceId('1')}'",
            () => Rig.Traces.DeleteTagAsync(TraceId('1'), "k", Deadline));
        await AssertRefusedAsync(
            ErrorCode.BadRequest,
            "There is no trace with ID 'nope' to which this could belong.",
            () => Rig.Traces.SetTagAsync("nope", new Tag("k", "1"), Deadline));
    }

    [Fact]
    public async Task Named_traces_of_an_experiment_are_deleted_with_all_that_is_theirs()
    {
        await CreateExperimentAsync("other");
        await LogAsync(Span('1', 1));
        await LogToAsync(1, Span('2', 1));
        var locations = await Rig.Traces.DeleteAsync(
            new TraceDeletion(0, [TraceId('1'), TraceId('2'), "nope"], null, null), Deadline);

        Assert.Equal([$"mlflow-artifacts:/0/traces/{TraceId('1')}/artifacts"], locations);
        Assert.Empty(await Rig.Traces.GetAsync([TraceId('1')], Deadline));
        Assert.Single((await GetAsync('2')).Spans);
        await LogAsync(Span('1', 2));
        Assert.Equal(2, Assert.Single((await GetAsync('1')).Spans).SpanId);
    }

    [Fact]
    public async Task The_oldest_traces_up_to_a_time_are_deleted_in_any_number()
    {
        for (var i = 0; i < 120; i++)
        {
            await StartAsync(new TraceInfo($"t{i:000}", 0, i, 1, TraceState.Ok));
        }

        Assert.Equal(2, (await DeleteUntilAsync(50, max: 2)).Count);
        var left = await Rig.Traces.GetInfosAsync(["t000", "t001", "t002"], Deadline);
        Assert.Equal(["t002"], left.Select(trace => trace.TraceId));
        Assert.Equal(108, (await DeleteUntilAsync(109, max: null)).Count);
        Assert.Empty(await DeleteUntilAsync(109, max: null));
        Assert.Equal(110, (await Rig.Traces.GetInfoAsync("t110", Deadline)).TimestampMs);
    }

    [Fact]
    public async Task Prompts_are_linked_once_and_shown_as_a_tag()
    {
        await StartAsync(new TraceInfo(TraceId('1'), 0, 1, 1, TraceState.Ok));
        await Rig.Traces.LinkPromptsAsync(TraceId('1'), [new("a", "1"), new("b", "2")], Deadline);
        await Rig.Traces.LinkPromptsAsync(TraceId('1'), [new("b", "2"), new("b", "3")], Deadline);
        Assert.Equal(
            """[{"name":"a","version":"1"},{"name":"b","version":"2"},{"name":"b","version":"3"}]""",
            ValueOf((await GetAsync('1')).Info.Tags, "mlflow.linkedPrompts"));
    }

    private Task<IReadOnlyList<string>> DeleteUntilAsync(long time, int? max) =>
        Rig.Traces.DeleteAsync(new TraceDeletion(0, [], time, max), Deadline);
}
