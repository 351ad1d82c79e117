using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Tracking.Client.Internal.Outcomes;

/// <summary>
/// Tells whether an exception left a block whose <c>await using</c> has just ended. Disposal itself cannot know: an
/// async method catches, disposes and throws again. So the question is asked afterwards, on the thread that goes on
/// after the disposal: the block was left by an exception if, before that flow yields the thread, the first exception
/// thrown there is one that was thrown before the disposal.
/// </summary>
internal static class UnwindingWatch
{
    private static readonly ConditionalWeakTable<Exception, object> SeenAt = [];
    private static readonly Lock SubscribeGate = new();

    // A change of this value is how a thread learns that it goes on with another flow.
    private static readonly AsyncLocal<object?> Flow = new(args =>
    {
        if (args.ThreadContextChanged)
            s_armed = null;
    });

    private static bool s_subscribed;
    private static long s_clock;
    private static int s_open;

    [ThreadStatic]
    private static Watched? s_armed;

    /// <summary>Starts to remember exceptions, until <see cref="Watched.Close"/>.</summary>
    /// <param name="unwound">Called at most once, on the unwinding thread: must neither wait nor throw.</param>
    internal static Watched Open(Action<Exception> unwound)
    {
        lock (SubscribeGate)
        {
            if (!s_subscribed)
                AppDomain.CurrentDomain.FirstChanceException += OnThrown;
            s_subscribed = true;
        }

        Interlocked.Increment(ref s_open);
        return new Watched(Interlocked.Increment(ref s_clock), unwound);
    }

    private static void OnThrown(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        var exception = thrown.Exception;
        if (s_armed is { } armed)
        {
            s_armed = null;
            armed.OnNextException(exception, SeenAt.TryGetValue(exception, out var seen) ? (long)seen : null);
        }

        if (Volatile.Read(ref s_open) > 0)
            SeenAt.TryAdd(exception, Interlocked.Increment(ref s_clock));
    }

    /// <summary>One block.</summary>
    internal sealed class Watched(long openedAt, Action<Exception> unwound)
    {
        private long _disposedAt = long.MaxValue;
        private int _closed;

        /// <summary>
        /// To be called synchronously by the disposing method: its changes of the flow reach its caller.
        /// </summary>
        internal void MarkFlow()
        {
            Flow.Value = this;
            _disposedAt = Interlocked.Increment(ref s_clock);
        }

        /// <summary>To be called on the thread that goes on after the disposal, as the last thing.</summary>
        internal void Arm() => s_armed = this;

        /// <summary>Stops to remember exceptions for this block.</summary>
        internal void Close()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0)
                Interlocked.Decrement(ref s_open);
        }

        internal void OnNextException(Exception exception, long? firstSeenAt)
        {
            if (firstSeenAt > openedAt && firstSeenAt < _disposedAt)
                unwound(exception);
        }
    }
}
