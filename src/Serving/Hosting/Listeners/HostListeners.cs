using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Core;

namespace Tracking.Serving.Hosting.Listeners;

/// <summary>What a serve host listens on: one port for everything and, if wanted, one for gRPC alone.</summary>
internal static class HostListeners
{
    /// <summary>Sets Kestrel up.</summary>
    /// <exception cref="ServingException">The host is not an address, or the certificate cannot be read.</exception>
    public static void Apply(IWebHostBuilder web, ServingOptions options)
    {
        var certificate = options.Tls is { } tls ? Read(tls) : null;
        web.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Limit(kestrel.Limits, options.Limits);
            if (certificate is null)
            {
                var http2 = HandedOver.AddTo(kestrel);
                ListenAddress.Apply(kestrel, options.Host, options.Port, listen => PrefaceSwitch.Apply(listen, http2));
            }
            else
            {
                ListenAddress.Apply(kestrel, options.Host, options.Port, listen => ListenSecurely(listen, certificate));
            }

            if (options.GrpcPort is { } grpcPort)
            {
                ListenAddress.Apply(kestrel, options.Host, grpcPort, listen => ListenForGrpc(listen, certificate));
            }
        });

        // After Kestrel's own transport, which is only added where there is none.
        web.ConfigureServices(services => services.AddSingleton<IConnectionListenerFactory, HandedOverListeners>());
    }

    private static void ListenSecurely(ListenOptions listen, X509Certificate2 certificate)
    {
        listen.UseHttps(certificate);
        listen.Use(next => connection => IsHttp2(connection)
            ? next(connection)
            : HalfClosable.ServeAsync(connection, next));
    }

    private static bool IsHttp2(ConnectionContext connection) =>
        connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual("h2"u8)
            ?? false;

    private static void ListenForGrpc(ListenOptions listen, X509Certificate2? certificate)
    {
        listen.Protocols = HttpProtocols.Http2;
        if (certificate is not null)
        {
            listen.UseHttps(certificate);
        }
    }

    private static void Limit(KestrelServerLimits kestrel, ServingLimits limits)
    {
        kestrel.MaxRequestBodySize = null;
        kestrel.MaxConcurrentConnections = limits.Connections;
        kestrel.RequestHeadersTimeout = limits.HeadersTimeout;
        kestrel.KeepAliveTimeout = limits.IdleTimeout;
        var pace = limits.MinDataRate == 0 ? null : new MinDataRate(limits.MinDataRate, limits.MinDataRateGrace);
        kestrel.MinRequestBodyDataRate = pace;
        kestrel.MinResponseDataRate = pace;
    }

    private static X509Certificate2 Read(ServingTls tls)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(tls.CertificateFile, tls.KeyFile);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException
            or ArgumentException)
        {
            var key = tls.KeyFile is null ? string.Empty : $" and its key '{tls.KeyFile}'";
            throw new ServingException(
                ServingError.HostUnusable,
                $"Cannot read the certificate '{tls.CertificateFile}'{key} as PEM: {error.Message.TrimEnd('.')}.",
                error);
        }
    }
}
