using System.Diagnostics;

namespace Tracking.TestKit;

/// <summary>Programs that run on Node to their end.</summary>
public static class NodeScript
{
    /// <summary>Fails with all that it said if its exit code is not 0, or if it does not end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">The script and what it is told.</param>
    /// <param name="patienceFactor">Compilers of a whole app take longer than what tests else wait for.</param>
    public static async Task RunAsync(string folder, IReadOnlyList<string> arguments, int patienceFactor = 1)
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
            throw new TimeoutException($"Waited in vain for {string.Join(' ', arguments)}");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, await said));
        }
    }
}
