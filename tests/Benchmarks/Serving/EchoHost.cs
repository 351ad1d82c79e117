using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Tracking.Benchmarks.Serving;

/// <summary>Bare Kestrel that reads a body and sends it back: the least that any scoring server on it can do.</summary>
internal sealed class EchoHost(WebApplication application) : IAsyncDisposable
{
    public Uri Address { get; } = new(application.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="answer">What it does in place of the echo; null for nothing.</param>
    /// <param name="protocols">HTTP/1.1 or HTTP/2, without TLS.</param>
    public static async Task<EchoHost> StartAsync(
        CancellationToken cancellationToken,
        RequestDelegate? answer = null,
        HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols);
        });
        var application = builder.Build();
        application.Run(answer ?? EchoAsync);
        await application.StartAsync(cancellationToken);
        return new EchoHost(application);
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }

    private static async Task EchoAsync(HttpContext context)
    {
        var length = (int)context.Request.ContentLength!.Value;
        var read = await context.Request.BodyReader.ReadAtLeastAsync(length, context.RequestAborted);
        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = length;
        read.Buffer.CopyTo(response.BodyWriter.GetSpan(length));
        response.BodyWriter.Advance(length);
        context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
