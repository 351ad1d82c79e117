using Tracking.Client.Internal.Spool;
using Tracking.Client.Spool;

namespace Tracking.Client.Internal.Delivery;

/// <summary>Forces a run's spool to the disk on an interval in which something was logged.</summary>
internal sealed class DiskFlusher : IDisposable
{
    private readonly SpoolWriter _writer;
    private readonly Losses _losses;
    private readonly ITimer? _timer;
    private SpoolPosition _flushed;
    private int _isFlushing;
    private bool _hasFailed;

    internal DiskFlusher(SpoolWriter writer, SpoolOptions options, TimeProvider time, Losses losses)
    {
        _writer = writer;
        _losses = losses;
        var interval = options.FlushInterval;
        if (options.Flush != SpoolFlushMode.Never)
            _timer = Detached.Do(() => time.CreateTimer(_ => Flush(), null, interval, interval));
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>Flushes what was logged since the last time.</summary>
    internal void Flush()
    {
        var end = _writer.End;
        if (_flushed == end || Interlocked.Exchange(ref _isFlushing, 1) != 0)
            return;
        try
        {
            _writer.FlushToDisk();
            _flushed = end;
        }
        catch (IOException failure)
        {
            if (!_hasFailed)
                _losses.Tell(LoggingProblemKind.NotDurable, $"The spool is not on the disk: {failure.Message}");
            _hasFailed = true;
        }
        finally
        {
            Volatile.Write(ref _isFlushing, 0);
        }
    }
}
