using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Tracking.Client.Hosting.Configuration;

namespace Tracking.Client.Hosting;

/// <summary>Adds the SDK to a host or any other container of services.</summary>
public static class TrackingServices
{
    /// <summary>The section of the configuration that is read unless another one is named: <c>Tracking</c>.</summary>
    public const string DefaultSection = "Tracking";

    /// <summary>
    /// Adds one <see cref="TrackingClient"/> for the process, which the container disposes. Its options come from
    /// MLflow's environment variables, then the section <c>Tracking</c> of the configuration, then the code. In a host
    /// they are checked when it starts; every problem is named at once, in an <see cref="ArgumentException"/>.
    /// </summary>
    /// <param name="services">Where to add it. Adding it twice changes nothing.</param>
    /// <param name="configure">Changes options: <c>options => options with { … }</c>.</param>
    /// <param name="section">The section of the configuration.</param>
    public static IServiceCollection AddTracking(
        this IServiceCollection services,
        Func<TrackingClientOptions, TrackingClientOptions>? configure = null,
        string section = DefaultSection)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(section);
        if (services.Any(service => service.ServiceType == typeof(TrackingClient)))
            return services;

        services.AddSingleton(provider => OptionsOf(provider, configure, section));
        services.AddSingleton(provider => new TrackingClient(provider.GetRequiredService<TrackingClientOptions>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartCheck>());
        return services;
    }

    private static TrackingClientOptions OptionsOf(
        IServiceProvider provider, Func<TrackingClientOptions, TrackingClientOptions>? configure, string section)
    {
        var options = TrackingClientOptions.FromEnvironment();
        // A client and the rest of the application should agree on what time it is.
        if (provider.GetService<TimeProvider>() is { } time)
            options = options with { Time = time };
        if (provider.GetService<IConfiguration>() is { } configuration)
            options = ConfiguredOptions.Read(configuration.GetSection(section), options);
        return configure?.Invoke(options) ?? options;
    }
}
