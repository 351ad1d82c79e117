using Microsoft.Extensions.Hosting;
using Tracking.Core.Registry;
using Tracking.Server.Hosting;
using Tracking.Server.ModelEndpoints.LoadTesting;

namespace Tracking.Server.ModelEndpoints;

/// <summary>The parts of endpoints: what clients call, and what ends with the server.</summary>
internal sealed record ModelEndpointParts(
    IReadOnlyList<IEndpointGroup> Groups,
    IReadOnlyList<Func<IServiceProvider, IHostedService>> Background,
    TaskCompletionSource<ListeningServer> Listening)
{
    public static ModelEndpointParts Create(TrackingServerOptions options, IModelVersionStore versions)
    {
        var listening = new TaskCompletionSource<ListeningServer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = EndpointContext.PageBytesMax,
        };
        var context = new EndpointContext(options.ModelEndpoints.Launcher, listening.Task, http, options.Time);
        var table = new EndpointTable(context, options.ModelEndpoints.MaxEndpoints);
        var board = new LoadTestBoard(options.Time);
        var forwarding = new EndpointForwarding(http, options.Limits.RequestTimeout, options.Time);
        return new ModelEndpointParts(
            [
                new ModelEndpointApi(table, versions, forwarding, context)
                {
                    EndpointsMax = options.ModelEndpoints.MaxEndpoints,
                    ReasonAgainst = ModelEndpointOptions.ReasonAgainst(options),
                },
                new LoadTestApi(board, table),
            ],
            [_ => table, _ => board],
            listening);
    }
}
