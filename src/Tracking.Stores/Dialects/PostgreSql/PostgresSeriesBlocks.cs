using Tracking.Core.Metrics;
using Tracking.Stores.Metrics;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// The blocks of series within one batch: what changes is kept here and sent together. The open blocks came with the
/// series; a point that belongs to an older block is looked up, after what waits here was sent.
/// </summary>
internal sealed class PostgresSeriesBlocks(PostgresSession session, PostgresIds ids) : ISeriesBlocks
{
    private const string InsertData =
        "INSERT INTO metric_block_data(block_id, data) SELECT * FROM unnest(?1::bigint[], ?2::bytea[])";

    private const string UpdateData = """
        UPDATE metric_block_data d SET data = u.data FROM unnest(?1::bigint[], ?2::bytea[]) AS u(block_id, data)
        WHERE d.block_id = u.block_id
        """;

    private readonly SeriesBlocks _stored = new(session);
    private readonly Dictionary<long, MetricPoint[]> _known = [];
    private readonly Dictionary<long, (long SeriesId, MetricPoint[] Points, bool IsNew)> _changed = [];

    /// <summary>A block that was read already.</summary>
    public void Know(long blockId, MetricPoint[] points) => _known[blockId] = points;

    public BlockRef FindCovering(long seriesId, MetricPoint point)
    {
        Send();
        return _stored.FindCovering(seriesId, point);
    }

    public MetricPoint? FindNextFirst(long seriesId, MetricPoint first) => _stored.FindNextFirst(seriesId, first);

    public MetricPoint[] Read(long blockId) =>
        _changed.TryGetValue(blockId, out var changed) ? changed.Points
        : _known.TryGetValue(blockId, out var known) ? known
        : _stored.Read(blockId);

    public long Insert(long seriesId, ReadOnlySpan<MetricPoint> points)
    {
        var id = ids.Next();
        _changed.Add(id, (seriesId, points.ToArray(), IsNew: true));
        return id;
    }

    public void Replace(long seriesId, BlockRef block, ReadOnlySpan<MetricPoint> points)
    {
        if (points[0] == block.First)
        {
            var isNew = _changed.TryGetValue(block.BlockId, out var changed) && changed.IsNew;
            _changed[block.BlockId] = (seriesId, points.ToArray(), isNew);
            return;
        }

        // Its key changes. FindCovering has sent what was changed before.
        _stored.Replace(seriesId, block, points);
        _known[block.BlockId] = points.ToArray();
    }

    /// <summary>The statements that write what changed; it is forgotten here.</summary>
    public IEnumerable<PostgresStatement> Take()
    {
        var statements = new List<PostgresStatement>();
        foreach (var isNew in (bool[])[true, false])
        {
            var changed = _changed.Where(block => block.Value.IsNew == isNew).ToList();
            if (changed.Count > 0)
            {
                statements.Add(BindData(session.Statement(isNew ? InsertData : UpdateData), changed));
                var headers = changed.Select(b => (b.Value.SeriesId, b.Key, BlockHeader.Of(b.Value.Points)));
                statements.Add(PostgresBlockHeaders.Bind(session, isNew, [.. headers]));
            }
        }

        foreach (var (id, block) in _changed)
        {
            _known[id] = block.Points;
        }

        _changed.Clear();
        return statements;
    }

    /// <summary>Nothing of this batch stays.</summary>
    public void Forget()
    {
        _known.Clear();
        _changed.Clear();
    }

    private void Send()
    {
        if (_changed.Count > 0)
        {
            session.ChangeTogether([.. Take()]);
        }
    }

    private static PostgresStatement BindData(
        PostgresStatement statement,
        List<KeyValuePair<long, (long SeriesId, MetricPoint[] Points, bool IsNew)>> blocks) =>
        statement
            .BindArray(1, blocks.Select(block => block.Key).ToArray())
            .BindArray(2, blocks.Select(block => SeriesCodec.Encode(block.Value.Points)).ToArray());
}
