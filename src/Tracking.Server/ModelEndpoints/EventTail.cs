using Tracking.Contracts.ModelEndpoints;

namespace Tracking.Server.ModelEndpoints;

/// <summary>What happened to an endpoint, oldest first. Thread-safe.</summary>
internal sealed class EventTail(TimeProvider time)
{
    private const int MostEvents = 200;

    private readonly Tail<EndpointEvent> _events = new(MostEvents);

    public void Add(EndpointEventKind kind, string? message = null) => _events.Add(new EndpointEvent
    {
        Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Kind = kind,
        Message = message,
    });

    public IReadOnlyList<EndpointEvent> Read() => _events.Read();
}
