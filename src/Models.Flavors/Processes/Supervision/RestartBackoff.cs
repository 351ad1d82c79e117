namespace Tracking.Models.Flavors.Processes.Supervision;

/// <summary>
/// When a process that ended may be started again: after 0.1 s, then twice as long each time. After
/// <see cref="MostInARow"/> ends without an answer between, calls fail at once for 30 s before one more is tried.
/// Shared by the processes of a model; thread-safe.
/// </summary>
internal sealed class RestartBackoff(TimeProvider time)
{
    /// <summary>Ends in a row after which calls no longer wait for a start.</summary>
    public const int MostInARow = 5;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private int _inARow;
    private DateTimeOffset _next;

    /// <summary>How long to wait before a start; null where calls are to fail at once.</summary>
    public TimeSpan? Delay()
    {
        lock (_gate)
        {
            var left = _next - time.GetUtcNow();
            return left <= TimeSpan.Zero ? TimeSpan.Zero : _inARow > MostInARow ? null : left;
        }
    }

    /// <summary>An answer came.</summary>
    public void Succeeded()
    {
        lock (_gate)
        {
            _inARow = 0;
            _next = default;
        }
    }

    /// <summary>A process ended by itself.</summary>
    public void Failed()
    {
        lock (_gate)
        {
            _inARow++;
            _next = time.GetUtcNow() + (_inARow > MostInARow ? Pause : First * Math.Pow(2, _inARow - 1));
        }
    }
}
