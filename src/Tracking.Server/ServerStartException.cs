namespace Tracking.Server;

/// <summary>The server cannot start: one line that says what is wrong and what to do.</summary>
public sealed class ServerStartException : Exception
{
    public ServerStartException(string message)
        : base(message)
    {
    }

    public ServerStartException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
