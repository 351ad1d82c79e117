using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Tracking.Serving.Hosting.Listeners;

/// <summary>
/// An endpoint that no network reaches: Kestrel builds its HTTP/2 pipeline for it, and connections that were accepted
/// elsewhere are handed to that pipeline.
/// </summary>
internal sealed class HandedOver : EndPoint
{
    private const string Name = "handed-over";
    private readonly TaskCompletionSource<ConnectionDelegate> _pipeline =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Adds the endpoint to Kestrel's.</summary>
    public static HandedOver AddTo(KestrelServerOptions kestrel)
    {
        var endPoint = new HandedOver();
        kestrel.Listen(endPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(next =>
            {
                endPoint._pipeline.TrySetResult(next);
                return next;
            });
        });
        return endPoint;
    }

    /// <summary>Serves a connection of someone else's as HTTP/2 until it ends.</summary>
    public async Task ServeAsync(ConnectionContext connection) => await (await _pipeline.Task)(connection);

    /// <summary>Whether an address that Kestrel tells is one that a network reaches.</summary>
    public static bool IsNot(Uri address) => address.Host != Name;

    public override string ToString() => Name;
}

/// <summary>Lets Kestrel bind <see cref="HandedOver"/>: nothing ever arrives there by itself.</summary>
internal sealed class HandedOverListeners : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is HandedOver;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new(new SilentListener(endpoint));

    private sealed class SilentListener(EndPoint endPoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _end =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint => endPoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            new(_end.Task.WaitAsync(cancellationToken));

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _end.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync(CancellationToken.None);
    }
}
