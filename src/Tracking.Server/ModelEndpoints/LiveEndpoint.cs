using Tracking.Core.Errors;
using Tracking.Server.ModelEndpoints.Figures;
using Wire = Tracking.Contracts.ModelEndpoints;

namespace Tracking.Server.ModelEndpoints;

/// <summary>An endpoint of this server and the state of its process. Thread-safe.</summary>
internal sealed class LiveEndpoint(EndpointDefinition definition, EndpointContext context) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly long _createdMs = context.NowMs;
    private Wire.ModelEndpointState _state = Wire.ModelEndpointState.Stopped;
    private string? _message;
    private IServeHost? _host;
    private long? _readyMs;
    private int _restarts;
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    public EndpointDefinition Definition => definition;

    public LogTail Log { get; } = new();

    public RequestTail Requests { get; } = new();

    public EventTail Events { get; } = new(context.Time);

    public FigureHistory Figures { get; } = new();

    /// <summary>Where its process listens; null unless it is ready.</summary>
    public Uri? Address
    {
        get
        {
            lock (_gate)
            {
                return _state == Wire.ModelEndpointState.Ready ? _host?.Address : null;
            }
        }
    }

    /// <summary>Begins to start its process; one that is started already is left alone.</summary>
    /// <exception cref="TrackingException">It is just being stopped.</exception>
    public void Start()
    {
        lock (_gate)
        {
            if (_state == Wire.ModelEndpointState.Stopping)
            {
                throw new TrackingException(
                    ErrorCode.Aborted, $"The endpoint '{definition.Name}' is stopping; start it when it has stopped.");
            }

            if (!_running.IsCompleted)
            {
                return;
            }

            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            _restarts = 0;
            Set(Wire.ModelEndpointState.Starting, null);
            Events.Add(Wire.EndpointEventKind.Started);
            var token = _stop.Token;
            _running = Task.Run(() => new Supervision(this, context).RunAsync(token), CancellationToken.None);
        }
    }

    /// <summary>Ends its process and waits for that.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            if (_running.IsCompleted)
            {
                Set(Wire.ModelEndpointState.Stopped, null);
                return Task.CompletedTask;
            }

            Set(Wire.ModelEndpointState.Stopping, null);
            _stop?.Cancel();
            return _running;
        }
    }

    /// <exception cref="TrackingException">It is not ready; says what it is.</exception>
    public Uri RequireAddress()
    {
        if (Address is { } address)
        {
            return address;
        }

        var now = ToWire();
        throw new TrackingException(
            ErrorCode.TemporarilyUnavailable,
            $"The endpoint '{definition.Name}' is {now.State.ToString()!.ToLowerInvariant()}" +
            (now.StateMessage is null ? "." : $": {now.StateMessage.TrimEnd('.')}."));
    }

    public Wire.ModelEndpoint ToWire()
    {
        lock (_gate)
        {
            return new Wire.ModelEndpoint
            {
                Name = definition.Name,
                ModelName = definition.ModelName,
                Version = definition.Version is { } version ? $"{version}" : null,
                Alias = definition.Alias,
                ModelUri = definition.ModelUri,
                State = _state,
                StateMessage = _message,
                Url = _host?.Address.ToString(),
                ProcessId = _host?.ProcessId,
                CreationTimestamp = _createdMs,
                ReadyTimestamp = _readyMs,
                SeenTimestamp = Figures.SeenMs is > 0 and var seen ? seen : null,
                Restarts = _restarts,
                Figures = Figures.Figures(),
            };
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stop?.Dispose();
            _stop = null;
        }
    }

    /// <summary>A line that its process wrote.</summary>
    internal void Take(string line)
    {
        if (!Requests.Take(line))
        {
            Log.Add(line);
        }
    }

    /// <summary>Ends a period of its figures; versions that took over in it are events.</summary>
    internal void Sample()
    {
        foreach (var version in Figures.Sample())
        {
            Events.Add(Wire.EndpointEventKind.Swapped, $"version {version} took over");
        }
    }

    internal void BecomeReady(IServeHost host)
    {
        lock (_gate)
        {
            _host = host;
            _readyMs = context.NowMs;
            Figures.Restart(_readyMs.Value);
            Events.Add(Wire.EndpointEventKind.Ready, $"process {host.ProcessId}");

            // A stop that came meanwhile stays.
            if (_state != Wire.ModelEndpointState.Stopping)
            {
                Set(Wire.ModelEndpointState.Ready, null);
            }
        }
    }

    internal void BecomeRestarting(string cause)
    {
        lock (_gate)
        {
            _host = null;
            _restarts++;
            Events.Add(Wire.EndpointEventKind.Restarted, cause);
            if (_state != Wire.ModelEndpointState.Stopping)
            {
                Set(Wire.ModelEndpointState.Restarting, cause);
            }
        }
    }

    internal void End(string? failure)
    {
        lock (_gate)
        {
            _host = null;
            Set(failure is null ? Wire.ModelEndpointState.Stopped : Wire.ModelEndpointState.Failed, failure);
            Events.Add(
                failure is null ? Wire.EndpointEventKind.Stopped : Wire.EndpointEventKind.Failed, failure);
        }
    }

    private void Set(Wire.ModelEndpointState state, string? message) => (_state, _message) = (state, message);
}
