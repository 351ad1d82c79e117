using Tracking.Models.Format;
using Tracking.Models.Format.Yaml;
using Tracking.Projects.Format;
using YamlDotNet.RepresentationModel;

namespace Tracking.Projects.Environments;

/// <summary>What a <c>python_env.yaml</c> asks for.</summary>
/// <param name="Python">Such as <c>3.11</c>; null takes what is there.</param>
/// <param name="Requirements">As pip takes them, those for builds first.</param>
internal sealed record PythonEnvironmentFile(string? Python, IReadOnlyList<string> Requirements)
{
    /// <exception cref="ProjectException">It is not there, or not readable as such.</exception>
    public static async Task<PythonEnvironmentFile> ReadAsync(
        string projectFolder, string file, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(ProjectPath.Resolve(projectFolder, file), cancellationToken);
        try
        {
            var section = new YamlSection(YamlReading.ReadMapping(text, file, "python"), "", file);
            return new PythonEnvironmentFile(
                section.Text("python"),
                [.. Texts(section, "build_dependencies"), .. Texts(section, "dependencies")]);
        }
        catch (ModelLoadException error)
        {
            throw new ProjectException(error.Message, error);
        }
    }

    private static IEnumerable<string> Texts(YamlSection section, string key) =>
        section.List(key).Select(node => node is YamlScalarNode { Value: { } text }
            ? text
            : throw section.Error(key, "must be a list of requirements"));
}
