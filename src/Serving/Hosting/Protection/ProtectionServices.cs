using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Core;
using Tracking.Serving.Core.Limits;

namespace Tracking.Serving.Hosting.Protection;

/// <summary>Puts limits and access rules among the services.</summary>
internal static class ProtectionServices
{
    public static void AddProtection(this IServiceCollection services, ServingOptions options)
    {
        var limits = options.Limits;
        services.AddSingleton(new RequestLimits(limits));
        services.AddSingleton(new AccessRules(options.Access));
        services.AddSingleton(_ => new RequestSlots("The server", limits.ConcurrentRequests, limits.QueuedRequests));
        services.AddSingleton<EndpointGuard>();
        services.AddSingleton<KeysWatch>();
        services.AddSingleton(new DrainDelay(options.DrainDelay));
    }
}

/// <summary>How long requests are still accepted after a stop signal.</summary>
internal sealed record DrainDelay(TimeSpan Time);
