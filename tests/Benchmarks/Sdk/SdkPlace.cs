using Tracking.Benchmarks.Load;
using Tracking.Benchmarks.Data;
using Tracking.Client;
using Tracking.Client.Spool;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Sdk;

/// <summary>A server as a process of its own, and a client with its spool on the same disk as users have it.</summary>
internal sealed class SdkPlace : IAsyncDisposable
{
    private readonly StorePlace _store;
    private readonly TempFolder _spool = new();

    private SdkPlace(StorePlace store, ServerProcess server)
    {
        _store = store;
        Server = server;
        Client = new TrackingClient(new TrackingClientOptions
        {
            TrackingUri = server.Address.ToString(),
            EndRunsWithProcess = false,
            Spool = new SpoolOptions { Folder = _spool.Path, ThrowOnLoss = true, OnProblem = Tell },
        });
    }

    public ServerProcess Server { get; }

    public TrackingClient Client { get; }

    public static async Task<SdkPlace> StartAsync(BenchmarkContext context)
    {
        var store = await StorePlace.NewAsync(context);
        var server = await ServerProcess.StartAsync(store, context.Stop);
        return new SdkPlace(store, server);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        await _store.DisposeAsync();
        _spool.Dispose();
    }

    private static void Tell(LoggingProblem problem) => Console.Error.WriteLine(problem);
}
