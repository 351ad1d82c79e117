namespace Tracking.Serving.Protocols.Json;

/// <summary>The pooled memory behind one request's tensors; they are valid until it is disposed.</summary>
internal sealed class RequestMemory : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    public T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    public void Dispose()
    {
        foreach (var owned in _owned)
        {
            owned.Dispose();
        }

        _owned.Clear();
    }
}
