using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Tracking.Client.Hosting.Logs;

/// <summary>Adds the log of runs to the providers of an application.</summary>
public static class TrackingLogging
{
    /// <summary>
    /// Log records of the current run become its artifacts; see <see cref="RunLoggerProvider"/>.
    /// </summary>
    /// <param name="logging">Where to add it. Adding it twice changes nothing.</param>
    /// <param name="options">How records become artifacts.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names each.</exception>
    public static ILoggingBuilder AddTracking(this ILoggingBuilder logging, RunLogOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(logging);
        options ??= new RunLogOptions();
        options.Check();
        logging.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, RunLoggerProvider>(
            provider => new RunLoggerProvider(options, provider.GetService<TimeProvider>())));
        return logging;
    }
}
