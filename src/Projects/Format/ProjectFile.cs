using Tracking.Models.Format;
using Tracking.Models.Format.Yaml;
using Tracking.Projects.Pipelines.Definition;
using YamlDotNet.RepresentationModel;

namespace Tracking.Projects.Format;

/// <summary>Reads MLproject files; keys that mean nothing are reported, not refused.</summary>
internal sealed class ProjectFile
{
    private const int SizeMax = 1 << 20;

    private static readonly string[] Keys =
        ["name", "docker_env", "python_env", "conda_env", "dotnet_env", "entry_points", "workflow"];

    private readonly UnknownKeys _unknown = new();

    /// <summary>The project's file in any case of letters; null when the folder has none.</summary>
    /// <exception cref="ProjectException">There are several.</exception>
    public static string? Find(string folder)
    {
        var found = Directory.EnumerateFiles(folder)
            .Where(file => Path.GetFileName(file).Equals("MLproject", StringComparison.OrdinalIgnoreCase))
            .ToList();
        return found.Count <= 1
            ? found.SingleOrDefault()
            : throw new ProjectException(
                $"The folder has {string.Join(" and ", found.Select(Path.GetFileName))}; expected one MLproject file.");
    }

    /// <exception cref="ProjectException">Names the line, what stands there and what was expected.</exception>
    public static async Task<ProjectModel> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (new FileInfo(file).Length > SizeMax)
        {
            throw new ProjectException($"The MLproject file is larger than the {SizeMax} bytes allowed.");
        }

        return Parse(await File.ReadAllTextAsync(file, cancellationToken));
    }

    /// <exception cref="ProjectException">Names the line, what stands there and what was expected.</exception>
    public static ProjectModel Parse(string text)
    {
        try
        {
            return new ProjectFile().ReadProject(
                new YamlSection(YamlReading.ReadMapping(text, "MLproject", "entry_points"), ""));
        }
        catch (ModelLoadException error)
        {
            throw new ProjectException(error.Message, error);
        }
    }

    private ProjectModel ReadProject(YamlSection root)
    {
        _unknown.Note(root, Keys);
        var entryPoints = new Dictionary<string, EntryPoint>(StringComparer.Ordinal);
        if (root.Section("entry_points") is { } section)
        {
            foreach (var (name, _) in section.Items)
            {
                entryPoints.Add(name, ReadEntryPoint(name, section.RequiredSection(name)));
            }
        }

        var workflow = root.Section("workflow") is { } steps ? WorkflowSection.Read(steps, _unknown) : null;
        return new ProjectModel(root.Text("name"), ReadEnvironment(root), entryPoints, _unknown.Warnings)
        {
            Workflow = workflow,
        };
    }

    private EntryPoint ReadEntryPoint(string name, YamlSection section)
    {
        _unknown.Note(section, ["parameters", "command"]);
        return new EntryPoint(
            name, ParameterSection.Read(section.Section("parameters"), _unknown), section.RequiredText("command"));
    }

    private EnvironmentSpec ReadEnvironment(YamlSection root)
    {
        string[] given = [.. Keys.Where(key => key.EndsWith("_env", StringComparison.Ordinal) && root.Has(key))];
        if (given.Length > 1)
        {
            throw root.Error(given[1], $"cannot stand beside '{given[0]}': a project has one environment");
        }

        return given switch
        {
            ["python_env"] => new PythonSpec(root.RequiredPath("python_env")),
            ["conda_env"] => new CondaSpec(root.RequiredPath("conda_env")),
            ["docker_env"] => ReadDocker(root.RequiredSection("docker_env")),
            ["dotnet_env"] => ReadDotnet(root.RequiredSection("dotnet_env")),
            _ => new SystemSpec(),
        };
    }

    private DockerSpec ReadDocker(YamlSection section)
    {
        _unknown.Note(section, ["image", "volumes", "environment"]);
        var variables = new List<KeyValuePair<string, string?>>();
        foreach (var node in section.List("environment"))
        {
            variables.Add(node switch
            {
                YamlScalarNode name => new(name.Value ?? "", null),
                YamlSequenceNode { Children: [YamlScalarNode name, YamlScalarNode value] } =>
                    new(name.Value ?? "", value.Value ?? ""),
                _ => throw section.Error("environment", "holds neither a NAME nor a [NAME, value]"),
            });
        }

        List<string> volumes = [.. section.List("volumes").Select(node => node is YamlScalarNode { Value: { } volume }
            ? volume
            : throw section.Error("volumes", "must be a list of texts such as /host:/container"))];
        return new DockerSpec(section.RequiredText("image"), volumes, variables);
    }

    private DotnetSpec ReadDotnet(YamlSection section)
    {
        _unknown.Note(section, ["project", "sdk", "framework"]);
        return new DotnetSpec(section.RequiredPath("project"), section.Text("sdk"), section.Text("framework"));
    }
}
