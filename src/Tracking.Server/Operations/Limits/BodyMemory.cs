using Tracking.Core.Errors;

namespace Tracking.Server.Operations.Limits;

/// <summary>The memory of all request bodies together, in bytes. Thread-safe.</summary>
internal sealed class BodyMemory(long bytesMax)
{
    private readonly Lock _gate = new();
    private long _used;

    public long Used
    {
        get
        {
            lock (_gate)
            {
                return _used;
            }
        }
    }

    /// <summary>Adds to what one body holds already; a body that is alone is never refused.</summary>
    /// <exception cref="TrackingException">TEMPORARILY_UNAVAILABLE: other bodies hold it.</exception>
    public void Take(long bytes, long alreadyHeld)
    {
        lock (_gate)
        {
            if (_used + bytes > bytesMax && _used > alreadyHeld)
            {
                throw new TrackingException(
                    ErrorCode.TemporarilyUnavailable,
                    $"The server is busy: request bodies take {_used >> 10} KB of {bytesMax >> 10} KB already; retry " +
                    "in a second.");
            }

            _used += bytes;
        }
    }

    public void GiveBack(long bytes)
    {
        lock (_gate)
        {
            _used -= bytes;
        }
    }
}
