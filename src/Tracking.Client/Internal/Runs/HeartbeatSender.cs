using System.Net;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Lifecycle;

namespace Tracking.Client.Internal.Runs;

/// <summary>
/// Tells the server now and then that a run is under way, behind everybody's back: what fails is not told, and the next
/// heartbeat makes up for it. A server that takes none is left alone.
/// </summary>
internal sealed class HeartbeatSender : IDisposable
{
    // A run that is over sooner costs no request; one that dies early is noticed all the same.
    private const int FirstAfterFraction = 6;

    private readonly Api _api;
    private readonly SendHeartbeatRequest _heartbeat;
    private readonly ITimer? _timer;
    private int _due;

    /// <param name="api">The server.</param>
    /// <param name="options">How often.</param>
    /// <param name="runId">The run.</param>
    /// <param name="atOnce">Whether the first is sent now.</param>
    internal HeartbeatSender(Api api, TrackingClientOptions options, string runId, bool atOnce = false)
    {
        _api = api;
        var interval = options.HeartbeatInterval;
        _heartbeat = new SendHeartbeatRequest { RunId = runId, IntervalMs = (long)interval.TotalMilliseconds };
        var first = atOnce ? TimeSpan.Zero : interval / FirstAfterFraction;
        if (interval > TimeSpan.Zero)
            _timer = Detached.Do(() => options.Time.CreateTimer(_ => Send(), null, first, interval));
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>One at a time: a heartbeat that falls due while another is being repeated follows it.</summary>
    private void Send()
    {
        if (Interlocked.Increment(ref _due) == 1)
            _ = Detached.Run(SendAllAsync);
    }

    private async Task SendAllAsync()
    {
        int due;
        do
        {
            due = Volatile.Read(ref _due);
            await SendOneAsync();
        }
        while (Interlocked.CompareExchange(ref _due, 0, due) != due);
    }

    private async Task SendOneAsync()
    {
        try
        {
            await _api.SendAtOnceAsync(Routes.Heartbeats.Send, _heartbeat, CancellationToken.None);
        }
        catch (TrackingClientException refused) when (IsFinal(refused.StatusCode))
        {
            _timer?.Dispose();
        }
        catch (Exception passing) when (passing is TrackingClientException or ObjectDisposedException)
        {
            // The training must not notice; the next heartbeat comes.
        }
    }

    /// <summary>Stock servers know no heartbeats, and a run may have been deleted.</summary>
    private static bool IsFinal(HttpStatusCode? status) =>
        status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            and not HttpStatusCode.RequestTimeout and not HttpStatusCode.TooManyRequests
        || status is HttpStatusCode.NotImplemented;
}
