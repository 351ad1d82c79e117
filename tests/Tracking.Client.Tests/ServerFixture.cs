using Tracking.TestKit;

namespace Tracking.Client.Tests;

/// <summary>A real server and a client of it, new for each test.</summary>
public abstract class ServerFixture : IAsyncLifetime
{
    protected RunningTrackingServer Server { get; private set; } = null!;

    protected TrackingClient Client { get; private set; } = null!;

    protected TempFolder Folder { get; } = new();

    public async Task InitializeAsync()
    {
        Server = await RunningTrackingServer.StartAsync();
        Client = new TrackingClient(Fixtures.OptionsFor(Server.Address));
    }

    public async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>A small model folder: what it holds counts here, not what it computes.</summary>
    protected string WriteModel(string name = "model")
    {
        Folder.Write($"{name}/MLmodel",
            "flavors:\n  onnx:\n    data: model.onnx\n  python_function:\n    loader_module: mlflow.onnx\n"
            + "own_key: kept\n");
        Folder.Write($"{name}/model.onnx", "not really");
        Folder.Write($"{name}/deep/er/notes.txt", "ü");
        return Folder[name];
    }
}
