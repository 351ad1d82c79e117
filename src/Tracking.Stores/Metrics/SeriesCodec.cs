using System.Buffers;
using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>
/// Points of a series as bytes, about 7 to 10 a point. Format 2: the byte 2, flags (bit 0: steps have one stride,
/// bit 1: times have one), LEB128 count, steps, times, values; see docs/adr/0001. Points are sorted and distinct.
/// </summary>
internal static class SeriesCodec
{
    /// <summary>More than any block may hold: a bound for damaged data.</summary>
    public const int PointsMax = 65_536;

    private const int StackPointsMax = 2_048;
    private const byte Format = 2;
    private const byte StepsHaveStride = 1;
    private const byte TimesHaveStride = 2;

    /// <summary>The most bytes that so many points can take.</summary>
    public static int BytesMax(int points) => 16 + (points * (10 + 10 + 9));

    /// <summary>The points, at least one, as bytes.</summary>
    public static byte[] Encode(ReadOnlySpan<MetricPoint> points)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BytesMax(points.Length));
        try
        {
            return buffer[..Encode(points, buffer)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes the points, at least one, to a buffer of <see cref="BytesMax"/>; returns the length.</summary>
    public static int Encode(ReadOnlySpan<MetricPoint> points, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfZero(points.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points.Length, PointsMax);
        var onStack = points.Length <= StackPointsMax;
        var steps = onStack ? stackalloc long[points.Length] : new long[points.Length];
        var times = onStack ? stackalloc long[points.Length] : new long[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            (steps[i], times[i]) = (points[i].Step, points[i].TimestampMs);
        }

        var stepStride = StrideOf(steps);
        var timeStride = StrideOf(times);
        var writer = new SeriesWriter(buffer);
        writer.Byte(Format);
        writer.Byte((byte)((stepStride is null ? 0 : StepsHaveStride) | (timeStride is null ? 0 : TimesHaveStride)));
        writer.Unsigned((ulong)points.Length);
        EncodeColumn(steps, stepStride, isSecondOrder: true, ref writer);
        EncodeColumn(times, timeStride, isSecondOrder: false, ref writer);
        var previous = 0UL;
        foreach (ref readonly var point in points)
        {
            var bits = BitConverter.DoubleToUInt64Bits(point.Value);
            writer.Packed(bits ^ previous);
            previous = bits;
        }

        return writer.Length;
    }

    /// <exception cref="Core.Errors.TrackingException">DATA_LOSS: the bytes are not a series.</exception>
    public static MetricPoint[] Decode(ReadOnlySpan<byte> data)
    {
        MetricPoint[] points = [];
        Decode(data, ref points);
        return points;
    }

    /// <summary>
    /// Into the buffer, which gives way to one of just the length where it is too short; returns how many points.
    /// </summary>
    /// <exception cref="Core.Errors.TrackingException">DATA_LOSS: the bytes are not a series.</exception>
    public static int Decode(ReadOnlySpan<byte> data, ref MetricPoint[] buffer)
    {
        var reader = new SeriesReader(data);
        if (reader.Byte() is var format && format != Format)
        {
            throw SeriesReader.Damaged($"unknown format {format}");
        }

        var flags = reader.Byte();
        var count = reader.Unsigned();

        // Every value takes a byte at least, so a count above the length is a lie that would cost memory.
        if (count is 0 or > PointsMax || count > (ulong)data.Length)
        {
            throw SeriesReader.Damaged($"impossible count {count}");
        }

        if (buffer.Length < (int)count)
        {
            buffer = new MetricPoint[count];
        }

        var points = buffer.AsSpan(0, (int)count);
        scoped Span<long> steps = count <= StackPointsMax ? stackalloc long[(int)count] : new long[count];
        scoped Span<long> times = count <= StackPointsMax ? stackalloc long[(int)count] : new long[count];
        DecodeColumn(steps, (flags & StepsHaveStride) != 0, isSecondOrder: true, ref reader);
        DecodeColumn(times, (flags & TimesHaveStride) != 0, isSecondOrder: false, ref reader);
        var previous = 0UL;
        for (var i = 0; i < points.Length; i++)
        {
            previous ^= reader.Packed();
            points[i] = new MetricPoint(steps[i], times[i], BitConverter.UInt64BitsToDouble(previous));
        }

        return points.Length;
    }

    /// <summary>The first number, then the stride, or the differences, or the differences of the differences.</summary>
    private static void EncodeColumn(
        scoped ReadOnlySpan<long> column, long? stride, bool isSecondOrder, ref SeriesWriter writer)
    {
        writer.Signed(column[0]);
        if (stride is { } constant)
        {
            writer.Signed(constant);
            return;
        }

        var expected = 0L;
        for (var i = 1; i < column.Length; i++)
        {
            var difference = unchecked(column[i] - column[i - 1]);
            writer.Signed(unchecked(difference - expected));
            expected = isSecondOrder ? difference : 0;
        }
    }

    private static void DecodeColumn(
        scoped Span<long> column, bool hasStride, bool isSecondOrder, ref SeriesReader reader)
    {
        column[0] = reader.Signed();
        var stride = hasStride ? reader.Signed() : 0;
        var expected = 0L;
        for (var i = 1; i < column.Length; i++)
        {
            var difference = hasStride ? stride : unchecked(expected + reader.Signed());
            column[i] = unchecked(column[i - 1] + difference);
            expected = isSecondOrder ? difference : 0;
        }
    }

    private static long? StrideOf(scoped ReadOnlySpan<long> column)
    {
        if (column.Length < 2)
        {
            return null;
        }

        var stride = unchecked(column[1] - column[0]);
        for (var i = 2; i < column.Length; i++)
        {
            if (unchecked(column[i] - column[i - 1]) != stride)
            {
                return null;
            }
        }

        return stride;
    }
}
