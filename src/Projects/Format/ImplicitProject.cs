using Tracking.Projects.Parameters;
using Tracking.Projects.Pipelines.Checks;

namespace Tracking.Projects.Format;

/// <summary>
/// Projects without an MLproject file: a folder with a .NET project or program, and scripts as entry points.
/// </summary>
internal static class ImplicitProject
{
    /// <summary>What the folder's own files say, an MLproject file first.</summary>
    /// <exception cref="ProjectException">The MLproject file is wrong.</exception>
    public static async Task<ProjectModel> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        if (ProjectFile.Find(folder) is { } file)
        {
            var project = await ProjectFile.ReadAsync(file, cancellationToken);
            return project.Environment is SystemSpec
                ? project with { Environment = PythonFilesOf(folder) ?? project.Environment }
                : project;
        }

        var entryPoints = new Dictionary<string, EntryPoint>(StringComparer.Ordinal);
        if (DotnetProgramOf(folder) is { } program)
        {
            entryPoints.Add(
                ProjectModel.MainEntryPoint,
                new EntryPoint(ProjectModel.MainEntryPoint, [], "dotnet run --"));
            return new ProjectModel(
                Path.GetFileNameWithoutExtension(program), new DotnetSpec(program, null, null), entryPoints, []);
        }

        return new ProjectModel(
            null, PythonFilesOf(folder) ?? new SystemSpec(), entryPoints, []);
    }

    /// <summary>The entry point of that name; a script of the project is one by itself.</summary>
    /// <exception cref="ProjectException">There is none; the message lists what there is.</exception>
    public static EntryPoint EntryPointOf(ProjectModel project, string folder, string name)
    {
        if (project.EntryPoints.TryGetValue(name, out var declared))
        {
            return declared;
        }

        if (project.Workflow?.Steps.FirstOrDefault(step => step.Name == name) is { Command: not null } step)
        {
            return StepCommand.EntryPointOf(step);
        }

        var interpreter = Path.GetExtension(name) switch
        {
            ".py" => "python",
            ".sh" => "bash",
            ".R" => "Rscript",
            _ => null,
        };
        if (interpreter is not null)
        {
            ProjectPath.Resolve(folder, name);
            return new EntryPoint(name, [], $"{interpreter} {CommandQuoting.Quote(name)}");
        }

        var known = project.EntryPoints.Count == 0
            ? "the project declares none; a script (.py, .sh, .R) of the project can be named"
            : $"known are {string.Join(", ", project.EntryPoints.Keys.Order(StringComparer.Ordinal))}, and scripts " +
                "(.py, .sh, .R) by their path";
        throw new ProjectException($"Could not find entry point '{name}': {known}.");
    }

    private static EnvironmentSpec? PythonFilesOf(string folder) =>
        File.Exists(Path.Join(folder, "python_env.yaml")) ? new PythonSpec("python_env.yaml")
        : File.Exists(Path.Join(folder, "conda.yaml")) ? new CondaSpec("conda.yaml")
        : null;

    private static string? DotnetProgramOf(string folder)
    {
        string[] projects = [.. Names(folder, "*.csproj")];
        string[] programs = projects.Length > 0 ? projects : [.. Names(folder, "*.cs")];
        return programs.Length == 1 ? programs[0] : null;
    }

    private static IEnumerable<string> Names(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Select(file => Path.GetFileName(file));
}
