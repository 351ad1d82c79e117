using System.Collections.Concurrent;

namespace Tracking.Serving.Core;

/// <summary>
/// Tokens that fire when a request's time is up or its caller has gone; their sources are reused. Thread-safe.
/// </summary>
internal sealed class RequestDeadline(TimeSpan timeout) : IDisposable
{
    private const int MostKept = 256;
    private readonly ConcurrentBag<CancellationTokenSource> _idle = [];

    /// <summary>How long a request may take.</summary>
    public TimeSpan Timeout => timeout;

    /// <summary>Starts the clock of one request.</summary>
    public Running Start(CancellationToken callerGone) => Start(timeout, callerGone);

    /// <summary>Starts the clock of a request whose caller may wait less long.</summary>
    public Running Start(TimeSpan patience, CancellationToken callerGone)
    {
        if (!_idle.TryTake(out var source))
        {
            source = new CancellationTokenSource();
        }

        source.CancelAfter(patience < timeout ? patience : timeout);
        var registration = callerGone.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), source);
        return new Running(this, source, registration);
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var source))
        {
            source.Dispose();
        }
    }

    private void Return(CancellationTokenSource source)
    {
        if (_idle.Count < MostKept && source.TryReset())
        {
            _idle.Add(source);
        }
        else
        {
            source.Dispose();
        }
    }

    /// <summary>The clock of one request; dispose it once.</summary>
    internal readonly struct Running(
        RequestDeadline owner,
        CancellationTokenSource source,
        CancellationTokenRegistration registration) : IDisposable
    {
        public CancellationToken Token => source.Token;

        public void Dispose()
        {
            registration.Dispose();
            owner.Return(source);
        }
    }
}
