using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Tracking.Serving.Hosting.Listeners;

/// <summary>The input of a <see cref="HalfClosable"/>: it tells of its end when all before it was read.</summary>
internal sealed class HalfClosableInput(PipeReader inner, HalfClosable owner) : PipeReader
{
    private const long Nothing = -1;

    // What was left when the end was kept back last: as much again means that the rest is of no use to its reader.
    private long _left = Nothing;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        owner.ReadsOn();
        var read = inner.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? LookAt(read.Result) : AwaitAsync(read);
    }

    public override bool TryRead(out ReadResult result)
    {
        owner.ReadsOn();
        if (!inner.TryRead(out result))
        {
            return false;
        }

        if (HasNews(ref result))
        {
            return true;
        }

        // The end is told, or kept back, by the read that comes next.
        inner.AdvanceTo(result.Buffer.Start);
        result = default;
        return false;
    }

    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) =>
        inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead()
    {
        if (!owner.CancelHeld())
        {
            inner.CancelPendingRead();
        }
    }

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> AwaitAsync(ValueTask<ReadResult> read) => await LookAt(await read);

    private ValueTask<ReadResult> LookAt(ReadResult read) =>
        HasNews(ref read) || owner.Hold() is not { } held ? new(read) : HoldAsync(read, held);

    private static async ValueTask<ReadResult> HoldAsync(ReadResult read, Task<bool> held)
    {
        var isCancelled = await held;
        return new ReadResult(read.Buffer, isCancelled, isCompleted: !isCancelled);
    }

    /// <summary>Whether there is something besides the end, which is then not told yet.</summary>
    private bool HasNews(ref ReadResult read)
    {
        if (!read.IsCompleted)
        {
            return true;
        }

        var length = read.Buffer.Length;
        var hasNews = length > 0 && length != _left;
        if (hasNews)
        {
            _left = length;
            read = new ReadResult(read.Buffer, read.IsCanceled, isCompleted: false);
        }

        return hasNews;
    }
}
