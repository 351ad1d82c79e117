using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Operations.Exposition;
using Tracking.Serving.Operations.Logging;
using Tracking.Serving.Operations.OpenApi;

namespace Tracking.Serving.Operations;

/// <summary>Puts figures and logs among the services.</summary>
internal static class OperationsServices
{
    public static void AddOperations(this IServiceCollection services, ServingOptions options)
    {
        services.AddSingleton<MeterSeries>();
        services.AddSingleton<MetricsPage>();
        services.AddSingleton<OpenApiPage>();
        if (options.AccessLog is var format and not AccessLogFormat.Off)
        {
            services.AddSingleton(
                provider => new AccessLog(format, Console.Error, provider.GetRequiredService<TimeProvider>()));
        }
    }
}
