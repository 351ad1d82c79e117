using System.Diagnostics;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

/// <summary><c>tracking server</c> as a process: only that starts endpoints. It ends with all it has started.</summary>
internal sealed class ToolServer : IAsyncDisposable
{
    private const string Listens = "listens on ";

    private readonly TempFolder _folder = new();
    private readonly Process _process;

    private ToolServer(IReadOnlyList<string> arguments)
    {
        _process = StartTool(_folder.Path, ["server", "--port", "0", .. arguments]);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Starts it with the model "digits", version 1: two float columns, two classes.</summary>
    public static async Task<ToolServer> StartAsync(params string[] arguments)
    {
        var server = new ToolServer(arguments);
        try
        {
            var line = await Patience.For(server._process.StandardOutput.ReadLineAsync(), "the server's first line");
            server.Address = new Uri(line![(line!.IndexOf(Listens, StringComparison.Ordinal) + Listens.Length)..]);
            await DigitsModel.LogAsync(server.Address, server._folder["model"], "digits");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the tool of this build; what it writes to standard output is for the caller to read.</summary>
    public static Process StartTool(string folder, IReadOnlyList<string> arguments) =>
        Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Tracking.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }
}
