using Tracking.Client.Internal.Spool;
using Tracking.Client.Spool;

namespace Tracking.Client.Internal.Delivery;

/// <summary>
/// Counts what will never reach the server, and why the first of it will not. Safe for concurrent use.
/// </summary>
internal sealed class Losses(string runId, Action<LoggingProblem>? onProblem)
{
    private readonly Lock _gate = new();
    private Sum _all;
    private Sum _taken;
    private TrackingClientException? _first;
    private TrackingClientException? _firstUntaken;
    private bool _dropTold;

    /// <summary>Since the start; told or not.</summary>
    internal long Total { get; private set; }

    /// <summary>The server refused items of one kind.</summary>
    internal void Refused(RecordKind kind, string what, int count, TrackingClientException refusal)
    {
        Add(kind, count, refusal);
        Tell(LoggingProblemKind.Refused, $"{count} x {what} refused: {refusal.Message}", count);
    }

    /// <summary>One more point of a name that was refused before; it was told then.</summary>
    internal void RefusedAgain(TrackingClientException refusal) => Add(RecordKind.Metric, 1, refusal);

    /// <summary>There was no room for one record. Told at once only the first time: a hot loop may follow.</summary>
    internal void Dropped(RecordKind kind)
    {
        Add(kind, 1, NoRoom());
        if (!Interlocked.Exchange(ref _dropTold, true))
            Tell(LoggingProblemKind.Dropped, "The spool is full; what is logged now is dropped and counted", 1);
    }

    internal void Tell(LoggingProblemKind kind, string message, long count = 0)
    {
        TrackingClientEvents.Log.Problem(kind.ToString(), runId, message, count);
        lock (_gate)
        {
            onProblem?.Invoke(new LoggingProblem(kind, runId, message, count));
        }
    }

    /// <summary>What was lost since it was taken last, as an error to throw; null if nothing was.</summary>
    internal TrackingClientException? Take()
    {
        lock (_gate)
        {
            var error = Describe(_firstUntaken, _all - _taken);
            (_firstUntaken, _taken) = (null, _all);
            _dropTold = false;
            return error;
        }
    }

    /// <summary>What was lost since the start, taken or not; null if nothing was.</summary>
    internal TrackingClientException? Peek()
    {
        lock (_gate)
        {
            return Describe(_first, _all);
        }
    }

    internal static TrackingClientException NoRoom() => new(
        TrackingClientException.SpoolFull, "the spool is full (SpoolOptions.MaxBytes), or the disk is");

    private void Add(RecordKind kind, int count, TrackingClientException why)
    {
        lock (_gate)
        {
            _first ??= why;
            _firstUntaken ??= why;
            Total += count;
            _all = kind == RecordKind.Metric
                ? _all with { Points = _all.Points + count }
                : _all with { Others = _all.Others + count };
        }
    }

    private static TrackingClientException? Describe(TrackingClientException? why, Sum lost)
    {
        if (why is not { } first)
            return null;
        string[] counts =
        [
            .. lost.Points > 0 ? [$"{lost.Points} metric points"] : Array.Empty<string>(),
            .. lost.Others > 0 ? [$"{lost.Others} params, tags or texts"] : Array.Empty<string>(),
        ];
        var message = $"{string.Join(" and ", counts)} were not logged: {first.Message}";
        return new TrackingClientException(first.ErrorCode, message, first.StatusCode, first);
    }

    private readonly record struct Sum(long Points, long Others)
    {
        public static Sum operator -(Sum left, Sum right) =>
            new(left.Points - right.Points, left.Others - right.Others);
    }
}
