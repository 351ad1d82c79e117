using Tracking.Serving.Core;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>Looks at something every now and then, and at once when somebody asks. Thread-safe.</summary>
/// <param name="poll">How often at least; null looks only when asked.</param>
/// <param name="time">The clock.</param>
internal sealed class Looks(TimeSpan? poll, TimeProvider time)
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(2);

    private readonly ChangeSignal _asked = new();

    /// <summary>Looks at once.</summary>
    public void Ask() => _asked.Raise();

    /// <summary>Goes on until the token fires.</summary>
    /// <param name="look">Is told whether somebody asked.</param>
    /// <param name="failed">Is told what went wrong; the next look may go better.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(
        Func<bool, CancellationToken, Task> look, Action<Exception> failed, CancellationToken stop)
    {
        var asked = _asked.Next;
        while (true)
        {
            var isAsked = await WaitAsync(asked, stop);
            asked = isAsked ? _asked.Next : asked;
            try
            {
                await look(isAsked, stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                failed(error);
            }
        }
    }

    /// <summary>Whether somebody asked before the interval was over.</summary>
    private async Task<bool> WaitAsync(Task asked, CancellationToken stop)
    {
        if (poll is not { } most)
        {
            await asked.WaitAsync(stop);
            return true;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var interval = Task.Delay(most < LongestInterval ? most : LongestInterval, time, ends.Token);
        var first = await Task.WhenAny(asked, interval);
        stop.ThrowIfCancellationRequested();
        await ends.CancelAsync();
        return first == asked;
    }
}
