namespace Tracking.Server.ModelEndpoints;

/// <summary>
/// Starts serve hosts as processes of this machine. The server knows no models: what starts it says how.
/// </summary>
public interface IServeHostLauncher
{
    /// <summary>Starts one on loopback and waits until its model is loaded.</summary>
    /// <exception cref="ServeHostException">It cannot be started, or ended before it was ready.</exception>
    Task<IServeHost> StartAsync(ServeHostLaunch launch, CancellationToken cancellationToken);
}

/// <summary>A serve host that is ready. Disposing stops it: gracefully, and by force after a while.</summary>
public interface IServeHost : IAsyncDisposable
{
    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    Uri Address { get; }

    int ProcessId { get; }

    /// <summary>How it ended, when it has: <c>exit code 137</c>.</summary>
    Task<string> Ended { get; }
}

/// <summary>What a serve host is started with.</summary>
/// <param name="ModelUri">Such as <c>models:/churn@champion</c> or <c>models:/churn/3</c>.</param>
/// <param name="TrackingServer">Where it finds the model.</param>
/// <param name="Log">Takes every line that it writes, from any thread.</param>
public sealed record ServeHostLaunch(string ModelUri, Uri TrackingServer, Action<string> Log);

/// <summary>A serve host could not be started; the message is one line for the user.</summary>
public sealed class ServeHostException : Exception
{
    public ServeHostException(string message)
        : base(message)
    {
    }

    public ServeHostException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
