namespace Tracking.Models.Flavors.Processes.Supervision;

/// <summary>Kills a process when its caller has gone and the grace period is over; disposing ends the watch.</summary>
internal sealed class Overdue : IDisposable
{
    private readonly ModelProcess _process;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly CancellationTokenRegistration _registration;
    private ITimer? _timer;
    private bool _isOver;

    public Overdue(ModelProcess process, TimeSpan grace, TimeProvider time, CancellationToken callerGone)
    {
        (_process, _grace, _time) = (process, grace, time);
        _registration = callerGone.UnsafeRegister(static state => ((Overdue)state!).Begin(), this);
    }

    /// <summary>Whether it has killed the process.</summary>
    public bool HasKilled { get; private set; }

    public void Dispose()
    {
        _registration.Dispose();
        lock (_gate)
        {
            _isOver = true;
            _timer?.Dispose();
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            if (_grace == TimeSpan.Zero)
            {
                Kill();
            }
            else
            {
                _timer = _time.CreateTimer(
                    static state => ((Overdue)state!).Kill(), this, _grace, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Kill()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                HasKilled = true;
                _process.Kill();
            }
        }
    }
}
