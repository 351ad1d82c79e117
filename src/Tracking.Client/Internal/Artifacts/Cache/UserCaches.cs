namespace Tracking.Client.Internal.Artifacts.Cache;

/// <summary>Where this system's users keep what can be fetched again.</summary>
internal static class UserCaches
{
    /// <summary>Such as <c>~/.cache/tracking</c>.</summary>
    internal static string DefaultFolder { get; } = Path.Join(Folder(), "tracking");

    private static string Folder()
    {
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        var named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (Path.IsPathFullyQualified(named ?? ""))
            return named!;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        // Users of services may have no home.
        return home.Length == 0 ? Path.GetTempPath() : Path.Join(home, ".cache");
    }
}
