using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Batching;

public class JoiningSpecs
{
    private static readonly BatchingOptions OneLane = new() { Concurrency = 1, MaxRows = 8 };

    [Fact]
    public async Task Requests_that_come_while_the_model_is_busy_run_together_and_get_their_own_rows()
    {
        using var rig = new BatcherRig(OneLane);
        var (begun, release) = rig.HoldFirstRun();
        var first = Task.Run(() => rig.ScoreAsync(1));
        await Patience.For(begun, "the first run");

        var others = new[] { rig.ScoreAsync(2), rig.ScoreAsync(3, 4), rig.ScoreAsync(5) };
        release.SetResult();
        var all = Task.WhenAll([first, .. others]);
        await rig.UntilAsync(all);

        Assert.Equal<float[]>([[3], [5], [7, 9], [11]], await all);
        Assert.Equal<float[]>([[1], [2, 3, 4, 5]], rig.Runs);
        var statistics = rig.Statistics.Read();
        Assert.Equal((5, 2, 4), (statistics.InferenceCount, statistics.ExecutionCount, statistics.Success.Count));
        Assert.Equal([1, 4], statistics.Batches.Select(size => size.Rows));
        Assert.Equal(3, statistics.Queue.Count);
    }

    [Fact]
    public async Task A_batch_has_no_more_rows_than_allowed_and_a_larger_request_runs_alone()
    {
        using var rig = new BatcherRig(OneLane);
        var (begun, release) = rig.HoldFirstRun();
        var first = Task.Run(() => rig.ScoreAsync(1));
        await Patience.For(begun, "the first run");

        var large = await rig.ScoreAsync([.. Enumerable.Range(0, 9).Select(i => (float)i)]);
        var queued = Task.WhenAll(Enumerable.Range(0, 20).Select(i => rig.ScoreAsync(i)));
        release.SetResult();
        await rig.UntilAsync(Task.WhenAll(first, queued));

        Assert.Equal(17, large[8]);
        Assert.Equal([1, 9, 8, 8, 4], rig.Runs.Select(run => run.Length));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (2f * i) + 1), (await queued).SelectMany(rows => rows));
    }

    [Fact]
    public async Task One_bad_row_fails_its_own_request_only()
    {
        using var rig = new BatcherRig(OneLane);
        var (begun, release) = rig.HoldFirstRun();
        var first = Task.Run(() => rig.ScoreAsync(1));
        await Patience.For(begun, "the first run");

        var (good, bad, other) = (rig.ScoreAsync(2), rig.ScoreAsync(3, -4), rig.ScoreAsync(5));
        release.SetResult();
        await rig.UntilAsync(Task.WhenAll(first, good, other));
        var error = await Assert.ThrowsAsync<ScoringException>(() => bad);

        Assert.Equal("negative", error.Message);
        Assert.Equal<float[]>([[5], [11]], [await good, await other]);
        var statistics = rig.Statistics.Read();
        Assert.Equal((3, 1), (statistics.Success.Count, statistics.Fail.Count));
    }

    [Fact]
    public async Task Rows_of_other_shapes_are_not_joined()
    {
        using var rig = new BatcherRig(OneLane);
        var (begun, release) = rig.HoldFirstRun();
        var first = Task.Run(() => rig.ScoreAsync(1));
        await Patience.For(begun, "the first run");

        var wide = rig.ScoreAsync(new Tensor<float>(new float[] { 7, 8 }, 1, 2));
        var narrow = rig.ScoreAsync(2);
        var wideToo = rig.ScoreAsync(new Tensor<float>(new float[] { 9, 10 }, 1, 2));
        release.SetResult();
        await rig.UntilAsync(Task.WhenAll(first, wide, narrow, wideToo));

        Assert.Equal<float[]>([[15, 17], [5], [19, 21]], [await wide, await narrow, await wideToo]);
        Assert.Equal<float[]>([[1], [7, 8, 9, 10], [2]], rig.Runs);
    }

    [Fact]
    public async Task A_model_that_answers_another_number_of_rows_is_asked_one_by_one_from_then_on()
    {
        using var rig = new BatcherRig(OneLane);
        var (begun, release) = rig.HoldFirstRun();
        var first = Task.Run(() => rig.ScoreAsync(1));
        await Patience.For(begun, "the first run");
        rig.Scorer.Change = outputs => outputs[0].Tensor.Count == 1
            ? outputs
            : [new NamedTensor("y", new Tensor<float>(new float[1], 1, 1))];

        var queued = Task.WhenAll(rig.ScoreAsync(2), rig.ScoreAsync(3));
        release.SetResult();
        await rig.UntilAsync(Task.WhenAll(first, queued));

        Assert.Equal<float[]>([[5], [7]], await queued);
        Assert.Contains("output 'y' had shape (1, 1) for 2 rows", rig.Batcher.OffReason);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_says_when_to_come_back()
    {
        using var rig = new BatcherRig(OneLane with { MaxQueuedRequests = 2 });
        var (begun, release) = rig.HoldFirstRun();
        var first = Task.Run(() => rig.ScoreAsync(1));
        await Patience.For(begun, "the first run");
        var queued = Task.WhenAll(rig.ScoreAsync(2), rig.ScoreAsync(3));

        var error = await Assert.ThrowsAsync<ServingException>(() => rig.ScoreAsync(4));
        release.SetResult();
        await rig.UntilAsync(Task.WhenAll(first, queued));

        Assert.Equal(ServingError.QueueFull, error.Error);
        Assert.True(error.RetryAfter > TimeSpan.Zero);
        Assert.Equal<float[]>([[5], [7]], await queued);
    }

    [Fact]
    public async Task A_cancelled_request_leaves_the_queue_and_never_runs()
    {
        using var rig = new BatcherRig(OneLane);
        var (begun, release) = rig.HoldFirstRun();
        var first = Task.Run(() => rig.ScoreAsync(1));
        await Patience.For(begun, "the first run");
        using var gone = new CancellationTokenSource();
        var (cancelled, kept) = (rig.ScoreAsync(0, gone.Token, 2), rig.ScoreAsync(3));

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var left = rig.Batcher.QueueLength;
        release.SetResult();
        await rig.UntilAsync(Task.WhenAll(first, kept));

        Assert.Equal(1, left);
        Assert.Equal<float[]>([[1], [3]], rig.Runs);
        Assert.Equal(1, rig.Statistics.Read().Cancel.Count);
    }

    [Fact]
    public async Task A_request_cancelled_while_its_batch_runs_is_answered_at_once_and_the_others_later()
    {
        using var rig = new BatcherRig(OneLane with { Mode = BatchingMode.Fixed, MaxRows = 2 });
        var (begun, release) = rig.HoldFirstRun();
        using var gone = new CancellationTokenSource();
        var (cancelled, kept) = (rig.ScoreAsync(0, gone.Token, 2), rig.ScoreAsync(3));
        await Patience.For(begun, "the run of both");

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var keptDone = kept.IsCompleted;
        release.SetResult();

        Assert.False(keptDone);
        Assert.Equal<float[]>([[7]], [await Patience.For(kept, "the other request")]);
        Assert.Equal<float[]>([[2, 3]], rig.Runs);
    }
}
