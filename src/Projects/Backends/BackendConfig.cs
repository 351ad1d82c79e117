using Tracking.Models.Format;
using Tracking.Models.Format.Yaml;
using Tracking.Projects.Format;
using YamlDotNet.RepresentationModel;

namespace Tracking.Projects.Backends;

/// <summary>What a user wrote for a backend: a JSON or YAML file, or JSON in place of its name.</summary>
/// <param name="name">What errors call it.</param>
/// <param name="section">Its keys.</param>
internal sealed class BackendConfig(string name, YamlSection section)
{
    private const int SizeMax = 1 << 20;

    public YamlSection Section => section;

    /// <summary>The folder that its relative paths are meant from.</summary>
    public string Folder { get; private init; } = Environment.CurrentDirectory;

    /// <param name="given">The file, or its content when it begins with a brace; null has no keys.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ProjectException">It is not there, or cannot be read; names the line.</exception>
    public static async Task<BackendConfig> ReadAsync(string? given, CancellationToken cancellationToken)
    {
        if (given is null)
        {
            return new BackendConfig("backend config", new YamlSection(new YamlMappingNode(), "", "backend config"));
        }

        return given.TrimStart().StartsWith('{')
            ? Parse(given, "backend config")
            : Parse(
                await TextOfAsync(given, cancellationToken),
                $"backend config '{given}'",
                Path.GetDirectoryName(Path.GetFullPath(given)));
    }

    /// <exception cref="ProjectException">It has another key; the message names all that there are.</exception>
    public void AllowOnly(string backend, params string[] known)
    {
        string[] unknown = [.. section.Items.Select(item => item.Key).Except(known)];
        if (unknown.Length > 0)
        {
            throw section.Error(
                unknown[0],
                $"means nothing to the backend '{backend}'; " +
                (known.Length == 0 ? "it takes no configuration" : $"known are {string.Join(", ", known)}"));
        }
    }

    /// <exception cref="ProjectException">The key is missing or empty.</exception>
    public string Required(string key) => section.Text(key) is { Length: > 0 } text
        ? text
        : throw new ProjectException($"Could not find '{key}' in the {name}.");

    private static async Task<string> TextOfAsync(string file, CancellationToken cancellationToken)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
        {
            throw new ProjectException(
                $"The backend config '{file}' does not exist; expected a JSON or YAML file, or JSON itself.");
        }

        return info.Length <= SizeMax
            ? await File.ReadAllTextAsync(file, cancellationToken)
            : throw new ProjectException($"The backend config '{file}' is larger than the {SizeMax} bytes allowed.");
    }

    private static BackendConfig Parse(string text, string name, string? folder = null)
    {
        try
        {
            var mapping = YamlReading.ReadMapping(text, name, "partition");
            return new BackendConfig(name, new YamlSection(mapping, "", name))
            {
                Folder = folder ?? Environment.CurrentDirectory,
            };
        }
        catch (ModelLoadException error)
        {
            throw new ProjectException(error.Message, error);
        }
    }
}
