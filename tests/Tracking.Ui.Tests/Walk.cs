using Tracking.Server;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

/// <summary>
/// A walk through the UI in Chromium (<c>Walks/NAME.mjs</c>) against a real server. It fails the test with what it
/// says on standard error, among it errors in the page and requests to elsewhere.
/// </summary>
internal static class Walk
{
    /// <summary>A walk waits many times, for each step with a limit of its own.</summary>
    private const int StepsPatience = 3;

    public static async Task TakeAsync(
        string file, string name, Func<TrackingServerOptions, TrackingServerOptions>? change = null)
    {
        await using var server = await RunningTrackingServer.StartAsync(change);
        await TakeAsync(file, name, server.Address);
    }

    /// <summary>A walk against a server of the test's own.</summary>
    public static async Task TakeAsync(string file, string name, Uri server)
    {
        var modules = await NpmModules.InstallAsync(PathOf(""));
        string[] arguments = [PathOf("walk.mjs"), file, name, server.ToString(), modules];
        await NodeScript.RunAsync(AppContext.BaseDirectory, arguments, StepsPatience);
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Walks", file);
}
