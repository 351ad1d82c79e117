namespace Tracking.TestKit;

/// <summary>
/// What a test needs of its machine. What is missing skips the test with a reason, unless TRACKING_REQUIRE_ALL is
/// set, as CI does after installing everything: then the test runs and fails by itself.
/// </summary>
public static class Requirements
{
    public const string StrictVariable = "TRACKING_REQUIRE_ALL";

    public static bool AreStrict => Environment.GetEnvironmentVariable(StrictVariable) is "1" or "true";

    /// <summary>The reason to skip, or null to run.</summary>
    public static string? Unless(bool present, string reason) => present || AreStrict ? null : reason;

    /// <summary>Whether a program of this name stands on the PATH.</summary>
    public static bool HasProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)));
}
