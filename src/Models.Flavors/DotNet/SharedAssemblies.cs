using System.Collections.Frozen;
using System.Reflection;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.DotNet;

/// <summary>The assemblies that models share with their host: .NET's own and Tracking.Models.</summary>
internal static class SharedAssemblies
{
    private static readonly string Models = typeof(IModel).Assembly.GetName().Name!;
    private static readonly FrozenSet<string> Framework = FindFramework();

    /// <summary>Whether models get the host's.</summary>
    public static bool Has(AssemblyName name) => name.Name is { } simple
        && (simple == Models || Framework.Contains(simple));

    // What the runtime was told to trust, but for the program's own files. A self-contained program has .NET among
    // its own: there only the prefixes tell.
    private static FrozenSet<string> FindFramework()
    {
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var isSelfContained = runtime == own;
        return trusted
            .Where(path => isSelfContained ? IsNamedLikeFramework(path) : Path.GetDirectoryName(path) != own
                && IsBeside(path, runtime))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    // shared/Microsoft.NETCore.App/10.0.0 and shared/Microsoft.AspNetCore.App/10.0.0 have one grandparent; packages
    // of a program that was not published lie elsewhere.
    private static bool IsBeside(string path, string? runtime) =>
        Ancestor(Path.GetDirectoryName(path)) is { } shared && shared == Ancestor(runtime);

    private static string? Ancestor(string? folder) => Path.GetDirectoryName(Path.GetDirectoryName(folder));

    private static bool IsNamedLikeFramework(string path) => Path.GetFileName(path) is var name
        && (name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal)
            || name is "mscorlib.dll" or "netstandard.dll" or "Microsoft.CSharp.dll");
}
