using System.Reflection;

namespace Tracking.Serving.Protocols;

/// <summary>The version that this server tells its callers.</summary>
internal static class ServerVersion
{
    public static string Text { get; } = Read();

    private static string Read()
    {
        var full = typeof(ServerVersion).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var build = full.IndexOf('+', StringComparison.Ordinal);
        return build < 0 ? full : full[..build];
    }
}
