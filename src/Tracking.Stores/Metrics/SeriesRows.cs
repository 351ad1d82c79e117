using Tracking.Stores.Dialects;

namespace Tracking.Stores.Metrics;

/// <summary>Reads the rows of metric_series.</summary>
internal static class SeriesRows
{
    private const string Select = """
        SELECT sealed_step, sealed_ms, sealed_order, open_block, open_count, point_count, tail
        FROM metric_series WHERE series_id = ?
        """;

    /// <exception cref="Core.Errors.TrackingException">DATA_LOSS: the series is missing or damaged.</exception>
    public static SeriesState Read(StoreSession session, long seriesId)
    {
        var statement = session.Statement(Select).Bind(1, seriesId);
        if (!statement.Step())
        {
            throw SeriesReader.Damaged($"series {seriesId} is missing");
        }

        try
        {
            return new SeriesState(seriesId)
            {
                Sealed = statement.NullableInt64(0) is { } step
                    ? PointOrder.Point(step, statement.Int64(1), statement.Int64(2))
                    : null,
                OpenBlock = statement.NullableInt64(3),
                OpenCount = statement.Int32(4),
                PointCount = statement.Int64(5),
                Tail = statement.Blob(6) is { IsEmpty: false } tail ? SeriesCodec.Decode(tail) : [],
            };
        }
        finally
        {
            statement.Reset();
        }
    }
}
