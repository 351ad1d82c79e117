using System.Diagnostics;
using System.Threading.Channels;
using Tracking.Client.Internal;
using Tracking.Client.Internal.Diagnostics;
using Tracking.Client.Internal.Transport;

namespace Tracking.Client.Diagnostics;

/// <summary>
/// Sends activities as spans of traces, in batches and in the background, until it is disposed. An activity costs its
/// caller no more than a place in a bounded queue. Disposing sends what waits.
/// </summary>
public sealed class ActivityTraces : IAsyncDisposable
{
    private readonly ActivityTracesOptions _options;
    private readonly SpanSender _sender;
    private readonly TimeProvider _time;
    private readonly ErrorOutlet _errors;
    private readonly ActivityListener _listener;
    private readonly Channel<QueuedSpan> _queue;
    private readonly Task _loop;
    private long _dropped;

    internal ActivityTraces(HttpTransport transport, ActivityTracesOptions options, TimeProvider time)
    {
        Check(options);
        _options = options;
        _time = time;
        _sender = new SpanSender(transport, options.ExperimentId, options.RunId);
        _errors = new ErrorOutlet("traces", options.OnError);
        _queue = Channel.CreateBounded<QueuedSpan>(new BoundedChannelOptions(options.QueueCapacity)
        {
            SingleReader = true,
        });
        var wanted = new NamePatterns(options.Sources);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => wanted.Match(source.Name),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) =>
                ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Enqueue,
        };
        _loop = Detached.Run(LoopAsync);
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Spans that found the queue full, or that the server did not take.</summary>
    public long DroppedSpans => Interlocked.Read(ref _dropped);

    /// <summary>Waits until every activity that has stopped so far is sent or dropped.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _queue.Writer.WriteAsync(new QueuedSpan(null, reached), cancellationToken);
        }
        catch (ChannelClosedException)
        {
            await _loop.WaitAsync(cancellationToken);
            return;
        }

        await reached.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Stops listening, and sends what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _queue.Writer.TryComplete();
        await _loop;
    }

    private void Enqueue(Activity activity)
    {
        if (activity.IdFormat != ActivityIdFormat.W3C || _queue.Writer.TryWrite(new QueuedSpan(activity, null)))
            return;
        Interlocked.Increment(ref _dropped);
        _errors.Tell(new InvalidOperationException(
            $"{_options.QueueCapacity} spans wait to be sent; further ones are dropped. See DroppedSpans."));
    }

    private async Task LoopAsync()
    {
        var batch = new List<Activity>(_options.BatchSize);
        while (await _queue.Reader.WaitToReadAsync())
        {
            var reached = await FillAsync(batch);
            await SendAsync(batch);
            reached?.SetResult();
        }
    }

    /// <summary>Takes what comes until the batch is full, its time is over, or somebody waits for it.</summary>
    private async Task<TaskCompletionSource?> FillAsync(List<Activity> batch)
    {
        batch.Clear();
        using var due = new CancellationTokenSource(_options.Delay, _time);
        try
        {
            while (batch.Count < _options.BatchSize && await _queue.Reader.WaitToReadAsync(due.Token))
            {
                while (batch.Count < _options.BatchSize && _queue.Reader.TryRead(out var next))
                {
                    if (next.Reached is not null)
                        return next.Reached;
                    batch.Add(next.Activity!);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The batch's time is over.
        }

        return null;
    }

    private async Task SendAsync(List<Activity> batch)
    {
        if (batch.Count == 0)
            return;
        try
        {
            await _sender.SendAsync(batch, CancellationToken.None);
        }
        catch (Exception failure) when (failure is TrackingClientException or ObjectDisposedException)
        {
            // After all retries: an application is not held up for its traces.
            Interlocked.Add(ref _dropped, batch.Count);
            _errors.Tell(failure);
        }
    }

    private static void Check(ActivityTracesOptions options)
    {
        var problems = new List<string>();
        if (options.Sources.Count == 0)
            problems.Add("Sources is empty; expected names of activity sources");
        if (options.Delay < TimeSpan.FromMilliseconds(10) || options.Delay > TimeSpan.FromMinutes(1))
            problems.Add($"Delay is {options.Delay}; expected 10 ms to 1 min");
        if (options.BatchSize is < 1 or > 10_000)
            problems.Add($"BatchSize is {options.BatchSize}; expected 1 to 10000");
        if (options.QueueCapacity is < 1 or > 1_000_000)
            problems.Add($"QueueCapacity is {options.QueueCapacity}; expected 1 to 1000000");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join("; ", problems));
    }

    /// <summary>An activity, or a mark that somebody waits for.</summary>
    private readonly record struct QueuedSpan(Activity? Activity, TaskCompletionSource? Reached);
}
