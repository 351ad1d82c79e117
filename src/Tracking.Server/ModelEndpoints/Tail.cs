namespace Tracking.Server.ModelEndpoints;

/// <summary>The last things of a kind, oldest first. Thread-safe.</summary>
internal sealed class Tail<T>(int most)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _things = new();

    public void Add(T thing)
    {
        lock (_gate)
        {
            _things.Enqueue(thing);
            if (_things.Count > most)
            {
                _things.Dequeue();
            }
        }
    }

    public IReadOnlyList<T> Read()
    {
        lock (_gate)
        {
            return [.. _things];
        }
    }
}
