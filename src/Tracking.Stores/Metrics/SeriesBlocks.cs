using System.Buffers;
using Tracking.Core.Metrics;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Metrics;

/// <summary>The blocks of series.</summary>
internal sealed class SeriesBlocks(StoreSession session) : ISeriesBlocks
{
    private const string SelectCovering = """
        SELECT block_id, first_step, first_ms, first_order FROM metric_block
        WHERE series_id = ? AND (first_step, first_ms, first_order) <= (?, ?, ?)
        ORDER BY first_step DESC, first_ms DESC, first_order DESC LIMIT 1
        """;

    private const string SelectFirst = """
        SELECT block_id, first_step, first_ms, first_order FROM metric_block
        WHERE series_id = ? ORDER BY first_step, first_ms, first_order LIMIT 1
        """;

    private const string SelectNext = """
        SELECT block_id, first_step, first_ms, first_order FROM metric_block
        WHERE series_id = ? AND (first_step, first_ms, first_order) > (?, ?, ?)
        ORDER BY first_step, first_ms, first_order LIMIT 1
        """;

    private const string SelectData = "SELECT data FROM metric_block_data WHERE block_id = ?";
    private const string InsertData = "INSERT INTO metric_block_data(data) VALUES(?) RETURNING block_id";
    private const string UpdateData = "UPDATE metric_block_data SET data = ? WHERE block_id = ?";

    private const string InsertHeader = """
        INSERT INTO metric_block(last_step, points, nans, min_ms, max_ms, min_value, min_step, min_value_ms,
          max_value, max_step, max_value_ms, block_id, series_id, first_step, first_ms, first_order)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """;

    private const string UpdateHeader = """
        UPDATE metric_block SET last_step = ?1, points = ?2, nans = ?3, min_ms = ?4, max_ms = ?5,
          min_value = ?6, min_step = ?7, min_value_ms = ?8, max_value = ?9, max_step = ?10, max_value_ms = ?11,
          block_id = ?12
        WHERE series_id = ?13 AND first_step = ?14 AND first_ms = ?15 AND first_order = ?16
        """;

    private const string DeleteHeader =
        "DELETE FROM metric_block WHERE series_id = ? AND first_step = ? AND first_ms = ? AND first_order = ?";

    public BlockRef FindCovering(long seriesId, MetricPoint point) =>
        FindOne(BindKey(session.Statement(SelectCovering), 1, seriesId, point))
        ?? FindOne(session.Statement(SelectFirst).Bind(1, seriesId))
        ?? throw SeriesReader.Damaged($"series {seriesId} has lost its blocks");

    public MetricPoint? FindNextFirst(long seriesId, MetricPoint first) =>
        FindOne(BindKey(session.Statement(SelectNext), 1, seriesId, first))?.First;

    public MetricPoint[] Read(long blockId) => Read(session, blockId);

    /// <exception cref="Core.Errors.TrackingException">DATA_LOSS: the block is missing or damaged.</exception>
    public static MetricPoint[] Read(StoreSession session, long blockId)
    {
        MetricPoint[] points = [];
        Read(session, blockId, ref points);
        return points;
    }

    /// <summary>Into the buffer, which is made longer where it has to be; returns how many points.</summary>
    /// <exception cref="Core.Errors.TrackingException">DATA_LOSS: the block is missing or damaged.</exception>
    public static int Read(StoreSession session, long blockId, ref MetricPoint[] buffer)
    {
        var statement = session.Statement(SelectData).Bind(1, blockId);
        if (!statement.Step())
        {
            throw SeriesReader.Damaged($"block {blockId} is missing");
        }

        try
        {
            return SeriesCodec.Decode(statement.Blob(0), ref buffer);
        }
        finally
        {
            statement.Reset();
        }
    }

    public long Insert(long seriesId, ReadOnlySpan<MetricPoint> points)
    {
        var blockId = BindEncoded(session.Statement(InsertData), 1, points).SingleInt64()!.Value;
        BindHeader(InsertHeader, seriesId, blockId, BlockHeader.Of(points)).Run();
        return blockId;
    }

    public void Replace(long seriesId, BlockRef block, ReadOnlySpan<MetricPoint> points)
    {
        BindEncoded(session.Statement(UpdateData), 1, points).Bind(2, block.BlockId).Run();
        var header = BlockHeader.Of(points);
        if (header.First == block.First)
        {
            BindHeader(UpdateHeader, seriesId, block.BlockId, header).Run();
            return;
        }

        BindKey(session.Statement(DeleteHeader), 1, seriesId, block.First).Run();
        BindHeader(InsertHeader, seriesId, block.BlockId, header).Run();
    }

    /// <summary>No points are NULL.</summary>
    public static StoreStatement BindEncoded(
        StoreStatement statement, int parameter, ReadOnlySpan<MetricPoint> points)
    {
        if (points.IsEmpty)
        {
            return statement.Bind(parameter, []);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(SeriesCodec.BytesMax(points.Length));
        try
        {
            // SQLite copies what is bound.
            return statement.Bind(parameter, buffer.AsSpan(0, SeriesCodec.Encode(points, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static StoreStatement BindKey(StoreStatement statement, int from, long seriesId, MetricPoint first) =>
        statement.Bind(from, seriesId)
            .Bind(from + 1, first.Step)
            .Bind(from + 2, first.TimestampMs)
            .Bind(from + 3, MetricPoint.OrderOf(first.Value));

    private StoreStatement BindHeader(string sql, long seriesId, long blockId, BlockHeader header)
    {
        var statement = session.Statement(sql)
            .Bind(1, header.LastStep)
            .Bind(2, header.Points)
            .Bind(3, header.Nans)
            .Bind(4, header.TimesMs.First)
            .Bind(5, header.TimesMs.Last)
            .Bind(6, header.Extremes?.Lowest.Value ?? double.NaN)
            .Bind(7, header.Extremes?.Lowest.Step)
            .Bind(8, header.Extremes?.Lowest.TimestampMs)
            .Bind(9, header.Extremes?.Highest.Value ?? double.NaN)
            .Bind(10, header.Extremes?.Highest.Step)
            .Bind(11, header.Extremes?.Highest.TimestampMs)
            .Bind(12, blockId);
        return BindKey(statement, 13, seriesId, header.First);
    }

    private static BlockRef? FindOne(StoreStatement statement)
    {
        if (!statement.Step())
        {
            return null;
        }

        var block = new BlockRef(
            statement.Int64(0), PointOrder.Point(statement.Int64(1), statement.Int64(2), statement.Int64(3)));
        statement.Reset();
        return block;
    }
}
