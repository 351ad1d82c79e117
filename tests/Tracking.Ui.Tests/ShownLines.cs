using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

/// <summary>The lines that pages show for pasting into a shell, as <c>src/cli/lines.ts</c> makes them.</summary>
internal static partial class ShownLines
{
    /// <summary>The kinds there are: the functions that make them.</summary>
    public static IEnumerable<string> Kinds() =>
        Kind().Matches(File.ReadAllText(Path.Combine(ClientAppSpecs.Folder, "src", "cli", "lines.ts")))
            .Select(match => match.Groups[1].Value);

    /// <summary>The words of each line behind its program, as a POSIX shell in that folder splits them.</summary>
    /// <param name="folder">Where the shell is; has what it runs.</param>
    /// <param name="calls">The kind of each line and what it is made of.</param>
    public static async Task<IReadOnlyList<string[]>> SplitAsync(string folder, params object?[][] calls)
    {
        return await SplitAsync(folder, [.. await MakeAsync<string>(folder, calls)]);
    }

    /// <summary>What the page's own functions make.</summary>
    /// <param name="folder">For what is handed over.</param>
    /// <param name="calls">The function of each and what it is given.</param>
    public static async Task<IReadOnlyList<T>> MakeAsync<T>(string folder, object?[][] calls)
    {
        var (asked, made) = (Path.Combine(folder, "calls.json"), Path.Combine(folder, "lines.json"));
        await File.WriteAllTextAsync(asked, JsonSerializer.Serialize(calls));
        var script = Path.Combine(AppContext.BaseDirectory, "Walks", "cliLines.mjs");
        await NodeScript.RunAsync(folder, [script, ClientAppSpecs.Folder, asked, made]);
        return JsonSerializer.Deserialize<T[]>(await File.ReadAllTextAsync(made))!;
    }

    private static async Task<IReadOnlyList<string[]>> SplitAsync(string folder, string[] lines)
    {
        const string tell = "{ printf '%s\\0' \"$#\" \"$@\"; }\n";
        var script = $"tracking() {tell}curl() {tell}{string.Join('\n', lines)}";
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        var words = (await shell.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Limit)).Split('\0').ToList();
        await shell.WaitForExitAsync(Patience.Token());
        Assert.Equal(0, shell.ExitCode);
        var split = new List<string[]>();
        for (var at = 0; at < words.Count - 1; at += split[^1].Length + 1)
        {
            split.Add([.. words.Skip(at + 1).Take(int.Parse(words[at], null))]);
        }

        Assert.Equal(lines.Length, split.Count);
        return split;
    }

    [GeneratedRegex(@"^export function (\w+(?:Line|Request))\(", RegexOptions.Multiline)]
    private static partial Regex Kind();
}
