namespace Tracking.Client.Internal.Transport;

/// <summary>
/// Tells the transport that bytes moved, so that a long transfer only times out when it stands still.
/// </summary>
internal sealed class StallWatch
{
    private Action? _moved;

    internal void Watch(Action moved) => _moved = moved;

    internal void Moved() => _moved?.Invoke();
}
