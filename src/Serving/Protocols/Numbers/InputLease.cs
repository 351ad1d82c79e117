namespace Tracking.Serving.Protocols.Numbers;

/// <summary>
/// The pooled arrays behind one request's inputs. They go back to the pool only when a request has succeeded: after
/// a failure or a deadline the model may still be reading them. Not thread-safe.
/// </summary>
internal sealed class InputLease
{
    private PooledElements? _only;
    private List<PooledElements>? _more;

    /// <summary>Takes charge of an array.</summary>
    public void Hold(PooledElements elements)
    {
        if (_only is null)
        {
            _only = elements;
            return;
        }

        (_more ??= []).Add(elements);
    }

    /// <summary>Gives all arrays back; the answer has been written, nothing uses the inputs any more.</summary>
    public void Return()
    {
        _only?.Return();
        _only = null;
        _more?.ForEach(elements => elements.Return());
        _more = null;
    }
}
