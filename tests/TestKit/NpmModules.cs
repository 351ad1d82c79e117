using System.Diagnostics;
using System.Security.Cryptography;

namespace Tracking.TestKit;

/// <summary>Packages of npm, installed once per user and lock file; npm checks them by its hashes.</summary>
public static class NpmModules
{
    /// <summary>Gives the folder that holds <c>node_modules</c>.</summary>
    /// <param name="source">Holds <c>package.json</c> and <c>package-lock.json</c>.</param>
    public static async Task<string> InstallAsync(string source)
    {
        var locked = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"));
        var target = Path.Combine(Cache(), Convert.ToHexStringLower(SHA256.HashData(locked))[..16]);
        if (Directory.Exists(target))
        {
            return target;
        }

        var fresh = Directory.CreateDirectory($"{target}.{Guid.NewGuid():N}").FullName;
        foreach (var name in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(Path.Combine(source, name), Path.Combine(fresh, name));
        }

        await RunAsync(fresh);
        try
        {
            Directory.Move(fresh, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another test process was first with the same packages.
            Directory.Delete(fresh, recursive: true);
        }

        return target;
    }

    private static string Cache()
    {
        var user = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Directory.CreateDirectory(Path.Combine(user, "tracking", "npm")).FullName;
    }

    private static async Task RunAsync(string folder)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Process.Start(new ProcessStartInfo(
            npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm could not install the test's packages: {await errors}");
        }
    }
}
