using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Tracking.Serving.Hosting.Listeners;

/// <summary>What a serve host listens on: one port for everything and, if wanted, one for gRPC alone.</summary>
internal static class HostListeners
{
    /// <summary>Sets Kestrel up.</summary>
    /// <exception cref="Core.ServingException">The host is not an address.</exception>
    public static void Apply(IWebHostBuilder web, ServingOptions options)
    {
        web.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            var http2 = HandedOver.AddTo(kestrel);
            ListenAddress.Apply(kestrel, options.Host, options.Port, listen => PrefaceSwitch.Apply(listen, http2));
            if (options.GrpcPort is { } grpcPort)
            {
                ListenAddress.Apply(
                    kestrel, options.Host, grpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            }
        });

        // After Kestrel's own transport, which is only added where there is none.
        web.ConfigureServices(services => services.AddSingleton<IConnectionListenerFactory, HandedOverListeners>());
    }
}
