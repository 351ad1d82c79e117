using System.Runtime.CompilerServices;

namespace Tracking.Samples.Tests.Guides;

/// <summary>
/// Code that pages show: lines between <c>// snippet: NAME</c> and <c>// endsnippet</c> in samples and tests, where
/// tests run it, and fences after <c>&lt;!-- snippet: NAME --&gt;</c> in pages.
/// </summary>
internal static class Snippets
{
    private const string Begin = "// snippet: ";
    private const string End = "// endsnippet";
    private const string Mark = "<!-- snippet: ";
    private const string Fence = "```csharp";

    public static string Root { get; } = FindRoot();

    /// <summary>The compiled snippets by name, without the indentation that all their lines share.</summary>
    public static IReadOnlyDictionary<string, string> Compiled()
    {
        var found = new Dictionary<string, string>();
        foreach (var file in Files("samples", "*.cs").Concat(Files("tests", "*.cs")))
        {
            var lines = File.ReadAllLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].Trim().StartsWith(Begin, StringComparison.Ordinal))
                {
                    var name = lines[i].Trim()[Begin.Length..];
                    var code = lines.Skip(i + 1).TakeWhile(line => line.Trim() != End).ToList();
                    Assert.True(found.TryAdd(name, Unindented(code)), $"Two snippets are named '{name}'.");
                }
            }
        }

        return found;
    }

    /// <summary>The fences of C# in a page; the name is null where a mark is missing.</summary>
    public static IEnumerable<(string? Name, string Code)> ShownIn(string page)
    {
        var lines = File.ReadAllText(page).ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                var mark = i > 0 && lines[i - 1].StartsWith(Mark, StringComparison.Ordinal) ? lines[i - 1] : null;
                yield return (
                    mark?[Mark.Length..].Split(' ')[0],
                    string.Join('\n', lines.Skip(i + 1).TakeWhile(line => line != "```")));
            }
        }
    }

    /// <summary>The pages that people read, by their paths below the repository.</summary>
    public static IEnumerable<string> Pages() =>
        Files("docs", "*.md").Concat(Files("nuget/readme", "*.md")).Append(Path.Join(Root, "README.md"))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Join(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Unindented(List<string> lines)
    {
        var indent = lines.Where(line => line.Trim().Length > 0)
            .Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "..", "..", ".."));
}
