namespace Tracking.Stores;

/// <summary>The store cannot be opened: one line that names the file, the cause and what to do.</summary>
public sealed class StoreOpenException : Exception
{
    public StoreOpenException(string message)
        : base(message)
    {
    }

    public StoreOpenException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
