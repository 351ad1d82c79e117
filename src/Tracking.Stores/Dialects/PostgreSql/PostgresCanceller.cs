using Npgsql;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// Sends cancel requests from a thread of its own: each needs a connection, which the one who hangs up must not wait
/// for. It asks again until the read ends, because a request that comes between two statements is lost.
/// </summary>
internal sealed class PostgresCanceller : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly List<PostgresReading> _stopped = [];
    private bool _isStarted;
    private bool _isClosed;

    public void Cancel(PostgresReading reading)
    {
        lock (_gate)
        {
            _stopped.Add(reading);
            Monitor.Pulse(_gate);
            if (!_isStarted)
            {
                _isStarted = true;
                new Thread(Serve) { IsBackground = true, Name = "tracking-postgres-canceller" }.Start();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Serve()
    {
        while (Next() is { } stopped)
        {
            foreach (var reading in stopped)
            {
                reading.Cancel();
            }
        }
    }

    /// <summary>The reads that still run; null at the end.</summary>
    private PostgresReading[]? Next()
    {
        lock (_gate)
        {
            if (_stopped.Count > 0 && !_isClosed)
            {
                Monitor.Wait(_gate, Again);
            }

            _stopped.RemoveAll(reading => reading.IsEnded);
            while (_stopped.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            return _isClosed ? null : [.. _stopped];
        }
    }
}

/// <summary>A read that runs and may be stopped.</summary>
internal sealed class PostgresReading(PostgresSession session, CancellationToken stop)
{
    private readonly Lock _gate = new();
    private NpgsqlBatch? _batch;
    private bool _wasCancelled;

    public bool IsEnded { get; private set; }

    /// <summary>Told of what runs before it does.</summary>
    public void Begin(NpgsqlBatch batch)
    {
        stop.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _batch = batch;
        }
    }

    /// <summary>Whether a cancel request was sent, which may still be on its way.</summary>
    public bool End()
    {
        lock (_gate)
        {
            IsEnded = true;
            return _wasCancelled;
        }
    }

    public void Cancel()
    {
        lock (_gate)
        {
            if (!IsEnded && _batch is not null && session.Connection.State != System.Data.ConnectionState.Closed)
            {
                _wasCancelled = true;
                _batch.Cancel();
            }
        }
    }
}
