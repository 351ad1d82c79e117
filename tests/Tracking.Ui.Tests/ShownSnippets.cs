using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

/// <summary>The snippets that pages show, as <c>src/snippets/snippets.ts</c> makes them, and what runs them.</summary>
internal static partial class ShownSnippets
{
    /// <summary>What the template of a console program has without being written.</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly Lazy<MetadataReference[]> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>The kinds there are: the functions that make them.</summary>
    public static IEnumerable<string> Kinds() =>
        Kind().Matches(File.ReadAllText(Path.Combine(ClientAppSpecs.Folder, "src", "snippets", "snippets.ts")))
            .Select(match => match.Groups[1].Value);

    /// <summary>The texts of each call by language.</summary>
    /// <param name="folder">For what is handed over.</param>
    /// <param name="calls">The kind of each and what it is made of.</param>
    public static Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> MakeAsync(
        string folder, params object?[][] calls) =>
        ShownLines.MakeAsync<IReadOnlyDictionary<string, string>>(folder, calls);

    /// <summary>Compiles a program as a console project would, and runs it in this process to its end.</summary>
    public static async Task RunCSharpAsync(string text)
    {
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication)
            .WithNullableContextOptions(NullableContextOptions.Enable)
            // Programs are among what this process references, and a console project's are not.
            .WithSpecificDiagnosticOptions([new("CS0436", ReportDiagnostic.Suppress)]);
        var compiled = CSharpCompilation.Create(
            $"Snippet{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(text)],
            References.Value,
            options);
        using var bytes = new MemoryStream();
        var result = compiled.Emit(bytes);
        var problems = result.Diagnostics.Where(one => one.Severity >= DiagnosticSeverity.Warning);
        Assert.True(result.Success, $"{string.Join('\n', problems)}\n{text}");
        Assert.Empty(problems);
        var main = Assembly.Load(bytes.ToArray()).EntryPoint!;
        await Patience.For(Task.Run(() => main.Invoke(null, [Array.Empty<string>()])), "the end of the program");
    }

    /// <summary>Runs lines in a POSIX shell; gives what they print.</summary>
    public static Task<string> RunShellAsync(string folder, string text) => RunAsync(folder, "sh", "-ec", text);

    /// <summary>Runs a program of Python; gives what it prints.</summary>
    public static Task<string> RunPythonAsync(string folder, params string[] arguments) =>
        RunAsync(folder, "python3", arguments);

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Patience.For(process.WaitForExitAsync(), $"{program} {arguments[^1]}");
        var texts = await said;
        Assert.True(process.ExitCode == 0, $"{arguments[^1]}\ngave {process.ExitCode}: {texts[1]}");
        return texts[0];
    }

    [GeneratedRegex(@"^export function (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Kind();
}
