using System.Reflection;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

/// <summary>What the web app's own tools say of its sources.</summary>
public sealed class ClientAppSpecs
{
    private const int ToolPatience = 5;

    internal static readonly string Folder = typeof(ClientAppSpecs).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "ClientApp").Value!;

    [ProgramFact("node")]
    public Task Its_pure_parts_do_what_their_tests_say() => ToolAsync("vitest/vitest.mjs", "run");

    [ProgramFact("node")]
    public Task Its_types_are_right() => ToolAsync("typescript/bin/tsc", "--noEmit");

    [ProgramFact("node")]
    public Task Its_sources_follow_the_rules() => ToolAsync("eslint/bin/eslint.js", "src", "--max-warnings", "0");

    [Fact]
    public void Its_lock_file_names_no_registry()
    {
        var locked = File.ReadAllText(Path.Combine(Folder, "package-lock.json"));

        Assert.Contains("\"integrity\"", locked);
        Assert.DoesNotContain("\"resolved\"", locked);
    }

    private static Task ToolAsync(string tool, params string[] arguments) =>
        NodeScript.RunAsync(Folder, [Path.Combine(Folder, "node_modules", tool), .. arguments], ToolPatience);
}
