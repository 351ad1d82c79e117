using Tracking.Projects.Execution;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;

namespace Tracking.Projects.Environments;

/// <summary>Builds .NET programs once per content, and runs what was built.</summary>
internal sealed class DotnetProvider(EnvironmentCache cache) : IEnvironmentProvider
{
    private const string Advice = "install the .NET SDK, or choose another environment with --env-manager";

    public string Name => "dotnet";

    public bool IsDefaultFor(EnvironmentSpec spec) => spec is DotnetSpec;

    public async Task<PreparedEnvironment> PrepareAsync(
        EnvironmentRequest request, CancellationToken cancellationToken)
    {
        if (request.Spec is not DotnetSpec spec)
        {
            throw new ProjectException(
                "The environment manager 'dotnet' needs a .csproj or .cs file in the project's folder, or a " +
                "dotnet_env.");
        }

        var dotnet = ProgramSearch.Require("dotnet", Advice);
        var version = (await Tool.RunAsync(
            request.Folder, "ask for the .NET SDK's version", [dotnet, "--version"], cancellationToken)).Trim();
        if (spec.Sdk is { } wanted && !(version + ".").StartsWith(wanted.TrimEnd('.') + ".", StringComparison.Ordinal))
        {
            throw new ProjectException(
                $"The project asks for .NET SDK {wanted}, and {version} is here: install it, or change " +
                "dotnet_env.sdk.");
        }

        var project = ProjectPath.Resolve(request.Folder, spec.Project);
        var environment = await cache.GetAsync(
            Name,
            [version, spec.Project, spec.Framework ?? "", request.Digest],
            (folder, token) => BuildAsync(dotnet, project, spec, folder, request, token),
            cancellationToken);
        var app = Path.Join(environment, "app");
        return new DotnetEnvironment(dotnet, ProgramIn(app, spec))
        {
            Lock = await LockOfAsync(app, version, cancellationToken),
        };
    }

    private static async Task BuildAsync(
        string dotnet,
        string project,
        DotnetSpec spec,
        string folder,
        EnvironmentRequest request,
        CancellationToken cancellationToken)
    {
        request.Log($"building {spec.Project}");
        List<string> words =
        [
            dotnet, "publish", project, "--configuration", "Release", "--output", Path.Join(folder, "app"), "--nologo",
            "--verbosity", "quiet", "-p:PublishAot=false", "-p:UseAppHost=false",
            // What only people at work on the code read takes half of the time.
            "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false",
        ];
        if (spec.Framework is { } framework)
        {
            words.AddRange(["--framework", framework]);
        }

        if (File.Exists(Path.Join(Path.GetDirectoryName(project), "packages.lock.json")))
        {
            words.Add("-p:RestoreLockedMode=true");
        }

        await Tool.RunAsync(request.Folder, $"build '{spec.Project}'", words, cancellationToken);
    }

    private static string ProgramIn(string app, DotnetSpec spec)
    {
        string[] programs = [.. Directory.EnumerateFiles(app, "*.runtimeconfig.json")];
        return programs.Length == 1
            ? programs[0].Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal)
            : throw new ProjectException(
                $"'{spec.Project}' builds {programs.Length} programs; expected one: is its OutputType Exe?");
    }

    private static async Task<string> LockOfAsync(string app, string sdk, CancellationToken cancellationToken)
    {
        var dependencies = Directory.EnumerateFiles(app, "*.deps.json").FirstOrDefault();
        var libraries = dependencies is null ? "" : await File.ReadAllTextAsync(dependencies, cancellationToken);
        return $"sdk: {sdk}\n{libraries}";
    }

    /// <summary>Runs the program that was built where the command says <c>dotnet run -- arguments</c>.</summary>
    private sealed record DotnetEnvironment(string Dotnet, string Program) : PreparedEnvironment("dotnet")
    {
        public override IReadOnlyList<string> WordsOf(BoundCommand command, CommandContext context)
        {
            string[] words = [.. command.Words];
            if (command.Script is not null || words is not ["dotnet", "run", ..])
            {
                return base.WordsOf(command, context);
            }

            var end = Array.IndexOf(words, "--");
            return [Dotnet, Program, .. words[(end < 0 ? words.Length : end + 1)..]];
        }
    }
}
