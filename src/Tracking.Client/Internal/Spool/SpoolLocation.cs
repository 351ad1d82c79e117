using Tracking.Client.Spool;

namespace Tracking.Client.Internal.Spool;

/// <summary>Where spools lie.</summary>
internal static class SpoolLocation
{
    internal const string FolderVariable = "TRACKING_SPOOL_DIR";

    /// <summary>Null where there is neither an option, a variable nor a home.</summary>
    internal static string? RootOf(SpoolOptions options)
    {
        if (!options.Enabled)
            return null;
        if ((options.Folder ?? Variable(FolderVariable)) is { } given)
            return Path.GetFullPath(given);
        var state = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Variable("XDG_STATE_HOME") ?? HomeState();
        return string.IsNullOrEmpty(state) ? null : Path.Join(state, "tracking", "spool");
    }

    private static string? HomeState() =>
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home
            ? Path.Join(home, ".local", "state")
            : null;

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
