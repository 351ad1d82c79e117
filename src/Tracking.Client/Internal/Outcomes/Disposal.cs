using System.Threading.Tasks.Sources;

namespace Tracking.Client.Internal.Outcomes;

/// <summary>A disposal that can be awaited once, and calls back on the awaiting thread when it is over.</summary>
internal sealed class Disposal : IValueTaskSource
{
    private readonly Action _resumed;
    private ManualResetValueTaskSourceCore<bool> _core;

    private Disposal(Action resumed) => _resumed = resumed;

    internal static ValueTask Run(Task work, Action resumed)
    {
        var disposal = new Disposal(resumed) { _core = { RunContinuationsAsynchronously = false } };
        work.GetAwaiter().UnsafeOnCompleted(() => disposal.Complete(work));
        return new ValueTask(disposal, disposal._core.Version);
    }

    public void GetResult(short token)
    {
        _core.GetResult(token);
        _resumed();
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Complete(Task work)
    {
        if (work.IsCompletedSuccessfully)
            _core.SetResult(true);
        else
            _core.SetException(work.Exception?.InnerException ?? new TaskCanceledException(work));
    }
}
