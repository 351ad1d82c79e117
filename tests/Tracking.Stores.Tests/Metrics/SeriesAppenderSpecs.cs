using Tracking.Core.Metrics;
using Tracking.Stores.Dialects;
using Tracking.Stores.Metrics;

namespace Tracking.Stores.Tests.Metrics;

public sealed class SeriesAppenderSpecs
{
    [Fact]
    public async Task Any_history_is_kept_as_a_sorted_set()
    {
        await using var rig = await SqliteRig.OpenAsync(CancellationToken.None);
        await rig.Stores.Database.WriteAsync(
            session =>
            {
                for (var seed = 0; seed < 200; seed++)
                {
                    AppendRandomly(session, seed);
                }
            },
            CancellationToken.None);
    }

    private static void AppendRandomly(WriteSession session, int seed)
    {
        var random = new Random(seed);
        var tail = random.Next(1, 40);
        var limits = new SeriesLimits(tail, tail + random.Next(1, 60), 2 * (tail + random.Next(60, 90)));
        var appender = new SeriesAppender(new SeriesBlocks(session), limits);
        var state = new SeriesState(1_000 + seed);
        var expected = new SortedSet<MetricPoint>();
        for (var batch = random.Next(1, 25); batch > 0; batch--)
        {
            var points = Batch(random, seed % 6, expected);
            var before = expected.Count;
            expected.UnionWith(points);

            Assert.Equal(expected.Count - before, appender.Append(state, SortedPoints.From(points)));
            AssertHolds(session, state, limits, expected);
        }
    }

    /// <summary>In order, shuffled, all at one step, sent again, wild, or long.</summary>
    private static MetricPoint[] Batch(Random random, int kind, SortedSet<MetricPoint> sofar)
    {
        var count = random.Next(1, kind == 5 ? 900 : 60);
        var from = sofar.Count;
        return [.. Enumerable.Range(0, count).Select(i => kind switch
        {
            0 => new MetricPoint(from + i, from + i, i),
            1 => new MetricPoint(random.Next(300), random.Next(10), random.Next(3)),
            2 => new MetricPoint(0, random.Next(400), random.Next(2)),
            3 => new MetricPoint(random.Next(40), 0, random.Next(3) == 0 ? double.NaN : random.Next(3)),
            4 => new MetricPoint(random.NextInt64() - (long.MaxValue / 2), random.NextInt64(), random.NextDouble()),
            _ => new MetricPoint(random.Next(3_000), i % 7, i % 3),
        })];
    }

    private static void AssertHolds(
        WriteSession session, SeriesState state, SeriesLimits limits, SortedSet<MetricPoint> expected)
    {
        var parts = SamplePart.Read(session, state.SeriesId, new StepRange(long.MinValue, long.MaxValue));
        var blocks = parts.ConvertAll(part => SeriesBlocks.Read(session, part.BlockId));

        // Concatenated without sorting: blocks are disjoint and in order.
        Assert.Equal(expected, blocks.SelectMany(block => block).Concat(state.Tail));
        Assert.Equal(expected.Count, state.PointCount);
        Assert.True(state.Tail.Length <= limits.Tail);
        Assert.All(blocks, block => Assert.InRange(block.Length, 1, limits.Split));
        for (var i = 0; i < parts.Count; i++)
        {
            var header = BlockHeader.Of(blocks[i]);
            Assert.Equal(
                new SamplePart(
                    parts[i].BlockId, (header.First.Step, header.LastStep), header.TimesMs, header.Points,
                    header.Nans, header.Extremes),
                parts[i]);
        }

        Assert.Equal(blocks.Count == 0 ? null : blocks[^1][^1], state.Sealed);
        Assert.Equal(blocks.Count == 0 ? null : parts[^1].BlockId, state.OpenBlock);
        Assert.Equal(blocks.Count == 0 ? 0 : blocks[^1].Length, state.OpenCount);
    }
}
