using Tracking.Server;
using System.Diagnostics;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

/// <summary>
/// A walk through the UI in Chromium (<c>Walks/NAME.mjs</c>) against a real server. It fails the test with what it
/// says on standard error, among it errors in the page and requests to elsewhere.
/// </summary>
internal static class Walk
{
    public static async Task TakeAsync(
        string file, string name, Func<TrackingServerOptions, TrackingServerOptions>? change = null)
    {
        var modules = await NpmModules.InstallAsync(PathOf(""));
        await using var server = await RunningTrackingServer.StartAsync(change);
        await NodeAsync(AppContext.BaseDirectory, [PathOf("walk.mjs"), file, name, server.Address.ToString(), modules]);
    }

    /// <summary>Runs Node to its end. Compilers of a whole app take longer than what tests else wait for.</summary>
    public static async Task NodeAsync(string folder, IReadOnlyList<string> arguments, int patienceFactor = 1)
    {
        using var process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(patienceFactor * Patience.Limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"Waited in vain for {string.Join(' ', arguments)}");
        }

        Assert.True(process.ExitCode == 0, string.Join(Environment.NewLine, await said));
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Walks", file);
}
