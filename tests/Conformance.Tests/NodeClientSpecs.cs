using System.Diagnostics;
using Tracking.TestKit;

namespace Tracking.Conformance.Tests;

/// <summary>An MLflow client that others wrote, npm's <c>mlflow</c>, against our server.</summary>
public sealed class NodeClientSpecs
{
    /// <summary>Beside the test's assembly, so that the packages are fetched once per build folder.</summary>
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "NodeClient");

    [ProgramFact("npm")]
    public async Task A_whole_scenario_of_the_node_client_passes()
    {
        await InstallAsync();
        await using var server = await RunningTrackingServer.StartAsync();

        var output = await RunAsync("node", "scenario.js", server.Address.AbsoluteUri.TrimEnd('/'));

        Assert.Equal("The whole scenario passed.", output.Trim());
    }

    /// <summary>Exactly what the lock file names, without running scripts of packages.</summary>
    private static async Task InstallAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "mlflow")))
        {
            await RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier");
        }
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await Patience.For(process.WaitForExitAsync(), $"the end of {program}");
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await errors}{await output}");
        return await output;
    }
}
