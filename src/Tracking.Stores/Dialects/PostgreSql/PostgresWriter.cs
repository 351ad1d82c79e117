using System.Data;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>Runs writes. Each statement sees what others committed before: locks rely on that.</summary>
internal sealed class PostgresWriter(
    PostgresConnections connections, PostgresKeyNumbers keys, TimeProvider time, StoreMeter meter)
    : PostgresWorker(connections, keys, time)
{
    protected override IsolationLevel Isolation => IsolationLevel.ReadCommitted;

    protected override void Committed(TimeSpan duration) => meter.Committed(duration, writes: 1, isWell: true);

    protected override PostgresSession Open() => Connections.OpenWriter();
}
