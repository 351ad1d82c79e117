using System.Diagnostics;
using Xunit;

namespace Tracking.TestKit;

/// <summary>A Python that has the real libraries.</summary>
public static class PythonToolkits
{
    private const string Probe =
        "import importlib.util as u, sys; sys.exit(0 if u.find_spec('xgboost') and u.find_spec('sklearn') else 1)";

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>The program, or null where none has them.</summary>
    public static string? Program => Found.Value;

    /// <summary>Why tests are skipped, or null.</summary>
    public static string? Lacking { get; } = Requirements.Unless(
        Program is not null, "no 'python3' has the modules xgboost and sklearn");

    /// <summary>Runs a script to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        Assert.True(Program is not null, "No 'python3' has the modules xgboost and sklearn.");
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1", ["OMP_NUM_THREADS"] = "1" },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var script = Process.Start(start)!;
        var output = script.StandardOutput.ReadToEndAsync();
        var errors = script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        return (script.ExitCode, await output, await errors);
    }

    // The first on the PATH may be one that somebody installed for other things.
    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Append("/usr/bin")
        .Select(folder => Path.Combine(folder, "python3"))
        .Where(File.Exists)
        .Distinct()
        .FirstOrDefault(HasModules);

    private static bool HasModules(string python)
    {
        using var probe = Process.Start(
            new ProcessStartInfo(python) { ArgumentList = { "-c", Probe }, RedirectStandardError = true })!;
        probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        return probe.ExitCode == 0;
    }
}

/// <summary>A theory that needs the real libraries.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolkitTheoryAttribute : TheoryAttribute
{
    public ToolkitTheoryAttribute() => Skip = PythonToolkits.Lacking;
}

/// <summary>A fact that needs the real libraries.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolkitFactAttribute : FactAttribute
{
    public ToolkitFactAttribute() => Skip = PythonToolkits.Lacking;
}
