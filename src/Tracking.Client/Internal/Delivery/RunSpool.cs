using System.Text;
using Tracking.Client.Internal.Spool;
using Tracking.Client.Spool;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Delivery;

/// <summary>
/// What one run logs: appended to its spool, and sent from there, unless the run is offline. Safe for concurrent use.
/// </summary>
internal sealed class RunSpool : IAsyncDisposable
{
    internal const int MaxTextBytes = 8 * 1024 * 1024;

    // Servers take 250. A name must fit into a segment, and what is longer is no name.
    private const int MaxKeyChars = 1000;

    private readonly SpoolWriter _writer;
    private readonly SpoolFolder? _folder;
    private readonly Losses _losses;
    private readonly TrackingClientOptions _options;
    private readonly DiskFlusher _flusher;
    private readonly DeliveryLoop? _loop;
    private readonly Lock _settingGate = new();
    private SpoolPosition _lastSetting;

    /// <summary>Owns the folder. Without an uploader the run is offline.</summary>
    internal RunSpool(
        SpoolFolder? folder, SpoolWriter writer, Losses losses, TrackingClientOptions options, RunUploader? uploader)
    {
        _folder = folder;
        _writer = writer;
        _losses = losses;
        _options = options;
        _flusher = new DiskFlusher(writer, options.Spool, options.Time, losses);
        if (uploader is not null)
            _loop = new DeliveryLoop(
                writer, folder?.Progress, uploader, new AppendSignal(writer, options.MetricDelay, options.Time), losses,
                options.Spool.Flush == SpoolFlushMode.BeforeEachBatch);
    }

    /// <summary>Whether nothing is sent, but kept for <c>tracking sync</c>.</summary>
    internal bool IsOffline => _loop is null;

    /// <summary>Where it lies; null in memory.</summary>
    internal string? Path => _folder?.Path;

    /// <summary>Appends a point.</summary>
    internal void LogMetric(string key, double value, long step)
    {
        if (key.Length > MaxKeyChars)
            _losses.Refused(RecordKind.Metric, $"metric '{key[..32]}…'", 1, TooLong());
        else if (!_writer.TryLogMetric(key, value, step))
            NoRoom(RecordKind.Metric);
    }

    /// <summary>Appends a param or a tag.</summary>
    internal void LogSetting(RecordKind kind, string key, string value) =>
        LogSetting(kind, SpoolRecord.Join(key, value));

    /// <summary>Appends an artifact's content.</summary>
    /// <exception cref="ArgumentException">It is too large for the spool.</exception>
    internal void LogText(string path, ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxTextBytes)
            throw new ArgumentException(
                $"{path} has {content.Length} bytes; the spool takes {MaxTextBytes}, LogTextAsync takes any size");
        LogSetting(RecordKind.Text, SpoolRecord.Join(Encoding.UTF8.GetBytes(path), content));
    }

    /// <summary>Appends a call whose answer is an empty message.</summary>
    internal void LogCall(string path, byte[] body) =>
        LogSetting(RecordKind.Call, SpoolRecord.Join(Encoding.UTF8.GetBytes(path), body));

    /// <summary>Copies a file into the spool, to be uploaded later.</summary>
    internal void LogFile(string path, string file)
    {
        var folder = _folder
            ?? throw new InvalidOperationException("An offline run needs a spool on disk to keep artifacts in");
        LogSetting(RecordKind.File, SpoolRecord.Join(path, folder.AddFile(file)));
    }

    /// <summary>
    /// Ends when params, tags and texts appended so far are delivered, so that what follows arrives after them; or when
    /// the server is not to be had, which the caller will notice itself.
    /// </summary>
    internal async Task SettingsDeliveredAsync(CancellationToken cancellationToken)
    {
        SpoolPosition last;
        lock (_settingGate)
        {
            last = _lastSetting;
        }

        if (last != default && _loop is { } loop && !loop.HasDelivered(last))
            await WaitAsync(loop.DeliverAsync(last), cancellationToken);
    }

    /// <summary>Ends when everything appended so far is delivered or lost; at once for an offline run.</summary>
    /// <exception cref="TrackingClientException">Something was lost, or is not delivered in time.</exception>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_loop is null)
            _flusher.Flush();
        else if (!await WaitAsync(_loop.DeliverAsync(_writer.End), cancellationToken))
            throw new TrackingClientException(TrackingClientException.DeadlineExceeded, NotDelivered());
        if (_losses.Take() is { } lost)
            throw lost;
    }

    /// <summary>Appends the end and waits for its delivery; false if the server did not take it in time.</summary>
    internal async Task<bool> EndAsync(RunEnd end, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Whoever delivers an offline run's end knows nothing of what was lost here.
        if (_loop is null && _losses.Peek() is { } lost)
            end = end with
            {
                Status = end.Status == RunStatus.Finished ? RunStatus.Failed : end.Status,
                Failure = end.Failure ?? FailureText.Of(lost),
            };
        var payload = end.Write();
        if (!_writer.TryAppend(RecordKind.End, payload, out var position))
        {
            // What is delivered makes room.
            if (_loop is not null)
                await WaitAsync(_loop.DeliverAsync(_writer.End), cancellationToken);
            if (!_writer.TryAppend(RecordKind.End, payload, out position))
            {
                _losses.Dropped(RecordKind.End);
                return false;
            }
        }

        if (_loop is not null)
            return await WaitAsync(_loop.DeliverAsync(position), cancellationToken);
        _flusher.Flush();
        return true;
    }

    /// <summary>
    /// Appends another end, without waiting for its delivery; false when the spool is closed or full.
    /// </summary>
    internal bool TryAppendEnd(RunEnd end) => _writer.TryAppend(RecordKind.End, end.Write(), out _);

    /// <summary>Says that the run ended without its server.</summary>
    internal void TellLeft() => _losses.Tell(LoggingProblemKind.LeftInSpool, NotDelivered());

    /// <summary>What was lost, as an error to throw, once; null if nothing was, or nobody wants to hear it.</summary>
    internal TrackingClientException? LossToThrow() => _options.Spool.ThrowOnLoss ? _losses.Take() : null;

    /// <summary>Stops sending. What is delivered is removed; the rest stays, free for others to deliver.</summary>
    public async ValueTask DisposeAsync()
    {
        _flusher.Dispose();
        _writer.Dispose();
        if (_loop is not null)
            await _loop.DisposeAsync();
        if (_loop?.HasDelivered(_writer.End) != true)
        {
            _flusher.Flush();
            _folder?.Dispose();
            return;
        }

        _writer.Release(_writer.End);
        _folder?.Delete();
    }

    private void LogSetting(RecordKind kind, ReadOnlySpan<byte> payload)
    {
        lock (_settingGate)
        {
            if (_writer.TryAppend(kind, payload, out var end))
                _lastSetting = end;
            else
                NoRoom(kind);
        }
    }

    private void NoRoom(RecordKind kind)
    {
        if (_options.Spool.WhenFull == SpoolFullMode.Throw)
            throw Losses.NoRoom();
        _losses.Dropped(kind);
    }

    private async Task<bool> WaitAsync(Task delivery, CancellationToken cancellationToken)
    {
        try
        {
            await delivery.WaitAsync(_options.Spool.Patience, _options.Time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private string NotDelivered() => "The server did not take everything in time; the rest "
        + (_folder is null
            ? "lies in memory"
            : $"lies in {_folder.Path}: the next start or 'tracking sync' delivers it");

    private static TrackingClientException TooLong() => new(
        TrackingClientException.InvalidParameterValue,
        $"a name has at most 250 characters, this one over {MaxKeyChars}");
}
