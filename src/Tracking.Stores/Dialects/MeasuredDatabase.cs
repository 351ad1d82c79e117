using System.Diagnostics;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Dialects;

/// <summary>A database whose reads and writes are counted, timed and shown as spans. It owns the database.</summary>
internal sealed class MeasuredDatabase(StoreDatabase inner) : StoreDatabase
{
    private readonly StoreMeter _meter = inner.Meter;

    public override StoreMeter Meter => _meter;

    public override KeyNameCache KeyNames => inner.KeyNames;

    public override bool IsExclusive => inner.IsExclusive;

    public override string? KeyFilePath => inner.KeyFilePath;

    public override IReadOnlyList<string> Notices => inner.Notices;

    public override async Task<T> WriteAsync<T>(
        Func<WriteSession, T> work, WriteSize size, CancellationToken cancellationToken)
    {
        using var span = StoreMeter.Spans.StartActivity("store write");
        var write = new MeasuredWork<WriteSession, T>(Counted(work), span, () => _meter.WriteLeftQueue(size.Bytes));
        var start = Stopwatch.GetTimestamp();
        var isWell = false;
        _meter.WriteArrived(size.Bytes);
        try
        {
            var result = await inner.WriteAsync(write.Run, size, cancellationToken);
            isWell = true;
            return result;
        }
        finally
        {
            write.Leave();
            _meter.WriteEnded(Stopwatch.GetElapsedTime(start), isWell);
            SetStatus(span, isWell);
        }
    }

    public override async Task<T> ReadAsync<T>(Func<StoreSession, T> work, CancellationToken cancellationToken)
    {
        using var span = StoreMeter.Spans.StartActivity("store read");
        var read = new MeasuredWork<StoreSession, T>(InReader(work), span, _meter.ReadLeftQueue);
        var start = Stopwatch.GetTimestamp();
        var isWell = false;
        _meter.ReadArrived();
        try
        {
            var result = await inner.ReadAsync(read.Run, cancellationToken);
            isWell = true;
            return result;
        }
        finally
        {
            read.Leave();
            _meter.ReadEnded(Stopwatch.GetElapsedTime(start), isWell);
            SetStatus(span, isWell);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        _meter.Dispose();
    }

    private Func<WriteSession, T> Counted<T>(Func<WriteSession, T> work) => session =>
    {
        var before = session.SlowAppends;
        var result = work(session);
        if (session.SlowAppends > before)
        {
            _meter.AppendedSlowly(session.SlowAppends - before);
        }

        return result;
    };

    private Func<StoreSession, T> InReader<T>(Func<StoreSession, T> work) => session =>
    {
        _meter.ReadBegan();
        try
        {
            return work(session);
        }
        finally
        {
            _meter.ReadLeftReader();
        }
    };

    private static void SetStatus(Activity? span, bool isWell)
    {
        if (!isWell)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Work that says once that it waits no more: when it begins, or when it never does.</summary>
    private sealed class MeasuredWork<TSession, T>(Func<TSession, T> work, Activity? span, Action leave)
    {
        private int _hasLeft;

        public T Run(TSession session)
        {
            Leave();
            span?.AddEvent(new ActivityEvent("begun"));
            return work(session);
        }

        public void Leave()
        {
            if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
            {
                leave();
            }
        }
    }
}
