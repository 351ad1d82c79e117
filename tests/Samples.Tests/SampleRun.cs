using System.Diagnostics;
using System.Reflection;
using Tracking.TestKit;

namespace Tracking.Samples.Tests;

/// <summary>A sample run to its end as a process of its own, as a user does.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Starts the sample's assembly with output piped, and ends it by force when it takes too long.</summary>
    public static async Task<SampleRun> OfAsync(Assembly sample, string workingFolder, params string[] arguments)
    {
        using var process = Start(sample, workingFolder, arguments);
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new SampleRun(process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public static Process Start(Assembly sample, string workingFolder, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [sample.Location, .. arguments])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
