using Tracking.Core.Errors;
using Tracking.Core.Metrics;
using Tracking.Stores.Metrics;

namespace Tracking.Stores.Tests.Metrics;

public sealed class SeriesCodecSpecs
{
    [Fact]
    public void Decoding_gives_what_was_encoded()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var points = RandomPoints.Some(new Random(seed), 1 + (seed * 7 % 2_500));

            var decoded = SeriesCodec.Decode(Encode(points));

            Assert.Equal(points.Length, decoded.Length);
            Assert.Equal(points, decoded);
        }
    }

    [Fact]
    public void Extreme_numbers_survive()
    {
        MetricPoint[] points =
        [
            new(long.MinValue, long.MaxValue, double.MinValue),
            new(-1, 0, -double.Epsilon),
            new(long.MaxValue, long.MinValue, double.MaxValue),
            new(long.MaxValue, long.MaxValue, double.NaN),
        ];

        Assert.Equal(points, SeriesCodec.Decode(Encode(points)));
    }

    [Fact]
    public void Regular_series_takes_at_most_ten_bytes_a_point_and_a_constant_one_little_more_than_one()
    {
        var random = new Random(1);
        var noisy = Enumerable.Range(0, 1_024).Select(i => new MetricPoint(i, 1_000 * i, random.NextDouble()));
        var constant = Enumerable.Range(0, 1_024).Select(i => new MetricPoint(10 * i, 1_000 * i, 0.25));

        Assert.InRange(Encode([.. noisy]).Length, 1, 10 * 1_024);
        Assert.InRange(Encode([.. constant]).Length, 1_024, 1_024 + 40);
        Assert.InRange(Encode([new MetricPoint(1_000, 1_700_000_000_000, Math.PI)]).Length, 1, 23);
    }

    [Fact]
    public void Layout_is_format_2()
    {
        MetricPoint[] points = [new(0, 5, 1.0), new(1, 5, 1.0), new(2, 6, 2.0)];

        // 1.0 = 3FF0…, 2.0 = 4000…: six zero bytes are cut, two follow; equal values are one zero byte.
        byte[] expected = [2, 1, 3, 0, 2, 10, 0, 2, 0x62, 0xF0, 0x3F, 0x00, 0x62, 0xF0, 0x7F];
        Assert.Equal(expected, Encode(points));
    }

    [Fact]
    public void Garbage_is_refused_as_data_loss_and_never_read_past_its_end()
    {
        var random = new Random(42);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = i % 2 == 0 ? RandomBytes(random) : Damaged(random);
            try
            {
                SeriesCodec.Decode(bytes);
            }
            catch (TrackingException error) when (error.Code == ErrorCode.DataLoss)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 10_000, 20_000);
    }

    [Fact]
    public void Every_cut_of_a_block_is_refused()
    {
        var bytes = Encode(RandomPoints.Some(new Random(3), 50));
        for (var length = 0; length < bytes.Length; length++)
        {
            var error = Assert.Throws<TrackingException>(() => SeriesCodec.Decode(bytes.AsSpan(0, length)));
            Assert.Equal(ErrorCode.DataLoss, error.Code);
        }
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        if (bytes.Length > 2 && random.Next(4) > 0)
        {
            // Past the first check, so that the rest is tried too.
            (bytes[0], bytes[2]) = (2, (byte)random.Next(1, 128));
        }

        return bytes;
    }

    private static byte[] Damaged(Random random)
    {
        var bytes = Encode(RandomPoints.Some(random, random.Next(1, 60)));
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes[..random.Next(bytes.Length)];
    }

    private static byte[] Encode(MetricPoint[] points)
    {
        var buffer = new byte[SeriesCodec.BytesMax(points.Length)];
        return buffer[..SeriesCodec.Encode(points, buffer)];
    }
}
