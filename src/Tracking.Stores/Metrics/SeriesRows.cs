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
            return Read(statement, seriesId, 0);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>From the statement's row; sealed_step stands in the first column, the others follow as here.</summary>
    public static SeriesState Read(StoreStatement row, long seriesId, int first) => new(seriesId)
    {
        Sealed = row.NullableInt64(first) is { } step
            ? PointOrder.Point(step, row.Int64(first + 1), row.Int64(first + 2))
            : null,
        OpenBlock = row.NullableInt64(first + 3),
        OpenCount = row.Int32(first + 4),
        PointCount = row.Int64(first + 5),
        Tail = row.Blob(first + 6) is { IsEmpty: false } tail ? SeriesCodec.Decode(tail) : [],
    };
}
