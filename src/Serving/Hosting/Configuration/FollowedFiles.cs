using Tracking.Serving.Hosting.Protection;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>The files that a host follows while it runs.</summary>
internal sealed class FollowedFiles(ConfigWatch config, KeysWatch keys)
{
    /// <summary>Serves what the configuration names.</summary>
    /// <exception cref="Core.ServingException">It cannot.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => config.StartAsync(cancellationToken);

    /// <summary>Follows them until the token fires.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(config.RunAsync(stop), keys.RunAsync(stop));

    /// <summary>Reads them at once, whether they have changed or not.</summary>
    public void Ask()
    {
        config.Ask();
        keys.Ask();
    }
}
