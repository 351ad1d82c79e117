using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Batching;

public class FairnessSpecs
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_interleaving_gives_each_owner_its_rows(int seed)
    {
        var random = new Random(seed);
        using var rig = new BatcherRig(new BatchingOptions
        {
            Concurrency = random.Next(1, 4),
            MaxRows = random.Next(1, 12),
            MaxDelay = TimeSpan.FromMilliseconds(random.Next(0, 5)),
            Mode = random.Next(3) == 0 ? BatchingMode.Fixed : BatchingMode.Adaptive,
            PreferredRows = [],
        });
        var seeds = Enumerable.Range(0, 4).Select(_ => random.Next()).ToList();

        var clients = Task.WhenAll(seeds.Select((own, i) => Task.Run(() => ClientAsync(rig, own, i * 10_000))));
        await rig.UntilAsync(clients);

        var answered = (await clients).SelectMany(rows => rows).ToList();
        var statistics = rig.Statistics.Read();
        var ran = rig.Runs.SelectMany(run => run).ToHashSet();
        Assert.All(answered, row => Assert.Contains(row, ran));
        Assert.True(statistics.InferenceCount >= answered.Count);
        Assert.Equal(4 * 40, statistics.Success.Count + statistics.Cancel.Count + statistics.Fail.Count);
        Assert.Equal(0, rig.Batcher.QueueLength);
    }

    [Fact]
    public void Later_requests_of_higher_priority_overtake_but_not_for_ever()
    {
        var queue = new BatchQueue();
        queue.Add(Pending(priority: 5, arrived: 0));
        var turns = 0;
        PendingRequest taken;
        do
        {
            queue.Add(Pending(priority: 1, arrived: ++turns));
            taken = Assert.Single(queue.Take(queue.Next()!, 1));
        }
        while (taken.IsUrgent && turns < 100);

        Assert.InRange(turns, 2, 6);
    }

    [Fact]
    public async Task An_urgent_request_is_in_the_next_batch()
    {
        using var rig = new BatcherRig(new BatchingOptions { Concurrency = 1, MaxRows = 2 });
        var (begun, release) = rig.HoldFirstRun();
        var first = Task.Run(() => rig.ScoreAsync(1));
        await Patience.For(begun, "the first run");

        var queued = Task.WhenAll(
            rig.ScoreAsync(2), rig.ScoreAsync(3), rig.ScoreAsync(4), rig.ScoreAsync(1, default, 5));
        release.SetResult();
        await rig.UntilAsync(Task.WhenAll(first, queued));

        Assert.Equal<float[]>([[1], [5, 2], [3, 4]], rig.Runs);
    }

    private static PendingRequest Pending(int priority, double arrived)
    {
        var request = new InferenceRequest([], null, default, default) { Priority = priority };
        return new PendingRequest(request, 1, arrived, arrived + Priorities.Grace(priority));
    }

    /// <summary>Sends forty requests, some bad, some cancelled; gives the rows that were answered.</summary>
    private static async Task<List<float>> ClientAsync(BatcherRig rig, int seed, int first)
    {
        var random = new Random(seed);
        var answered = new List<float>();
        var pending = new List<Task<float[]>>();
        for (var i = 0; i < 40; i++)
        {
            float[] rows = [.. Enumerable.Range(first + (i * 10), random.Next(1, 6)).Select(x => (float)x)];
            pending.Add(SendAsync(rig, random, rows));
            if (random.Next(3) == 0)
            {
                answered.AddRange((await Task.WhenAll(pending)).SelectMany(done => done));
                pending.Clear();
            }
        }

        answered.AddRange((await Task.WhenAll(pending)).SelectMany(done => done));
        return answered;
    }

    private static async Task<float[]> SendAsync(BatcherRig rig, Random random, float[] rows)
    {
        using var gone = new CancellationTokenSource();
        var isBad = random.Next(10) == 0;
        var cancels = random.Next(5) == 0;
        var answer = rig.ScoreAsync(random.Next(4), gone.Token, isBad ? [.. rows, -1] : rows);
        try
        {
            if (cancels)
            {
                await gone.CancelAsync();
            }

            var outputs = await answer;
            Assert.False(isBad);
            Assert.Equal(rows.Select(x => (2 * x) + 1), outputs);
            return rows;
        }
        catch (OperationCanceledException) when (cancels)
        {
            return [];
        }
        catch (Models.Scoring.ScoringException) when (isBad)
        {
            return [];
        }
    }
}
