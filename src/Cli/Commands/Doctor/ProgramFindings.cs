using System.Diagnostics;

namespace Tracking.Cli.Commands.Doctor;

/// <summary>Programs that some commands start.</summary>
internal static class ProgramFindings
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly Program[] Programs =
    [
        new("git", true, "records the commit of runs, and fetches projects"),
        new("dotnet", false, "builds projects of .NET"),
        new("python3", false, "runs projects of Python"),
        new("uv", false, "makes environments of Python projects, fast"),
        new("conda", false, "makes environments of conda projects"),
        new("docker", false, "runs projects in images"),
        new("nvidia-smi", false, "measures GPUs for system metrics"),
    ];

    public static async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Programs.Select(program => LookAsync(program, cancellationToken)));

    private static async Task<Finding> LookAsync(Program program, CancellationToken cancellationToken)
    {
        var missing = $"not found; it {program.Purpose}";
        try
        {
            return await VersionAsync(program.Name, cancellationToken) is { } version
                ? Finding.Ok(program.Name, version)
                : Finding.Warn(
                    program.Name,
                    "does not tell its version",
                    $"It {program.Purpose}; try '{program.Name} --version'.");
        }
        catch (System.ComponentModel.Win32Exception) when (program.IsUsual)
        {
            return Finding.Warn(program.Name, missing, $"Install {program.Name}, or put it on the PATH.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return Finding.None(program.Name, missing);
        }
    }

    /// <summary>The first line that it prints; null if it fails or takes too long.</summary>
    private static async Task<string?> VersionAsync(string program, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["--version"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await errors;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? output.Trim().Split('\n')[0].Trim() : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private sealed record Program(string Name, bool IsUsual, string Purpose);
}
