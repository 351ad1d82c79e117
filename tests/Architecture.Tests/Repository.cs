using System.Xml.Linq;

namespace Tracking.Architecture.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Project names (folders) below src.</summary>
    public static IReadOnlyList<string> SourceProjects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src"))
            .Where(folder => Directory.GetFiles(folder, "*.csproj").Length == 1)
            .Select(folder => Path.GetFileName(folder)!)
            .Order(StringComparer.Ordinal)];

    public static string AssemblyName(string project) =>
        project.StartsWith("Tracking", StringComparison.Ordinal) ? project : "Tracking." + project;

    public static XDocument ProjectFile(string project) =>
        XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"));

    /// <summary>Hand-written C# below a folder of the checkout, as paths relative to its root.</summary>
    public static IEnumerable<string> CodeFiles(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/") && !path.Contains("/node_modules/"))
            .Order(StringComparer.Ordinal);

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tracking.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No Tracking.sln above the test's folder.");
    }
}
