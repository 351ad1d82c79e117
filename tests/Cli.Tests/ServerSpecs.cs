using Tracking.Client;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

/// <summary>Commands against a real server of their own.</summary>
public abstract class ServerSpecs : IAsyncLifetime
{
    protected Uri Address => Server.Address;

    protected TrackingClient Client { get; private set; } = null!;

    protected TempFolder Folder { get; } = new();

    private RunningTrackingServer Server { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await RunningTrackingServer.StartAsync();
        Client = new TrackingClient(new TrackingClientOptions { TrackingUri = Address.ToString() });
    }

    public async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>Runs a command against the server.</summary>
    internal Task<CliCall> RunAsync(params string[] arguments) =>
        CliCall.RunAsync([.. arguments, "--tracking-uri", Address.ToString()]);

    /// <summary>The same, when it must succeed.</summary>
    internal Task<CliCall> SucceedAsync(params string[] arguments) =>
        CliCall.SucceedAsync([.. arguments, "--tracking-uri", Address.ToString()]);

    /// <summary>The one line of a command that must fail.</summary>
    internal async Task<string> FailAsync(params string[] arguments)
    {
        var call = await RunAsync(arguments);
        Assert.Equal((ExitCodes.Failure, ""), (call.Code, call.Output));
        return Assert.Single(call.Errors.TrimEnd('\n').Split('\n'));
    }
}
