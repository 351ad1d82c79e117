using Tracking.Models.Format;
using Tracking.Models.Format.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tracking.Projects.Backends.Kubernetes;

/// <summary>A Kubernetes Job made of a user's template: the run's container stands first in it.</summary>
internal sealed class JobManifest
{
    private const string Document = "The job template";

    private readonly YamlMappingNode _root;

    private JobManifest(YamlMappingNode root) => _root = root;

    /// <summary>Null: that of the kubectl context.</summary>
    public string? Namespace => Child(_root, "metadata") is { } metadata
        && metadata.Children.TryGetValue("namespace", out var name) && name is YamlScalarNode { Value: { } text }
        ? text
        : null;

    /// <summary>Fills a template.</summary>
    /// <exception cref="ProjectException">The template is no Job.</exception>
    public static JobManifest Of(string template, JobContainer container)
    {
        try
        {
            var manifest = new JobManifest(YamlReading.ReadMapping(template, Document, "kind: Job"));
            manifest.Fill(container);
            return manifest;
        }
        catch (ModelLoadException error)
        {
            throw new ProjectException(error.Message, error);
        }
    }

    /// <summary>As YAML, for kubectl.</summary>
    public override string ToString()
    {
        using var text = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(_root)).Save(text, assignAnchors: false);
        return text.ToString();
    }

    private void Fill(JobContainer container)
    {
        if (!(_root.Children.TryGetValue("kind", out var kind) && kind is YamlScalarNode { Value: "Job" }))
        {
            throw new ProjectException($"{Document} is not of 'kind: Job'.");
        }

        Required(_root, "metadata").Children["name"] = Text(container.JobName);
        var job = Required(_root, "spec");
        AddMissing(job, "backoffLimit", new YamlScalarNode($"{container.Retries}"));
        var pod = Required(Required(job, "template"), "spec");
        AddMissing(pod, "restartPolicy", Text("Never"));
        if (container.Timeout is { } timeout)
        {
            pod.Children["activeDeadlineSeconds"] = new YamlScalarNode($"{Math.Ceiling(timeout.TotalSeconds):0}");
        }

        FillContainer(FirstContainer(pod), container);
    }

    private static void FillContainer(YamlMappingNode target, JobContainer container)
    {
        target.Children["name"] = Text(container.Name);
        target.Children["image"] = Text(container.Image);
        target.Children["command"] = new YamlSequenceNode(container.Command.Select(Text));
        var names = container.Variables.Select(variable => variable.Key).ToHashSet();
        var own = container.Variables.Select(variable => new YamlMappingNode(
            new YamlScalarNode("name"), Text(variable.Key), new YamlScalarNode("value"), Text(variable.Value)));
        var theirs = target.Children.TryGetValue("env", out var env) && env is YamlSequenceNode list
            ? list.Children.Where(node => !names.Contains(NameOf(node)))
            : [];
        target.Children["env"] = new YamlSequenceNode([.. own, .. theirs]);
    }

    private static YamlMappingNode FirstContainer(YamlMappingNode pod) =>
        pod.Children.TryGetValue("containers", out var node)
            && node is YamlSequenceNode { Children: [YamlMappingNode first, ..] }
            ? first
            : throw new ProjectException($"{Document} has no container in spec.template.spec.containers.");

    private static string NameOf(YamlNode node) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue("name", out var name)
            && name is YamlScalarNode { Value: { } text }
            ? text
            : "";

    private static void AddMissing(YamlMappingNode mapping, string key, YamlNode value) =>
        mapping.Children.TryAdd(key, value);

    private static YamlMappingNode Required(YamlMappingNode mapping, string key) => Child(mapping, key)
        ?? throw new ProjectException($"{Document} has no mapping '{key}' where a Job has one.");

    private static YamlMappingNode? Child(YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(key, out var node) ? node as YamlMappingNode : null;

    /// <summary>Quoted: a value such as <c>yes</c> or <c>1</c> stays a text.</summary>
    private static YamlScalarNode Text(string value) => new(value) { Style = ScalarStyle.DoubleQuoted };
}

/// <summary>What a job runs.</summary>
/// <param name="JobName">Of the job; letters that a name of Kubernetes may have.</param>
/// <param name="Name">Of the container.</param>
/// <param name="Image">By its content, where it was pushed.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Variables">The run's, and those of the project.</param>
internal sealed record JobContainer(
    string JobName,
    string Name,
    string Image,
    IReadOnlyList<string> Command,
    IReadOnlyList<KeyValuePair<string, string>> Variables)
{
    /// <summary>Further pods after one that failed, unless the template says.</summary>
    public int Retries { get; init; }

    /// <summary>Of one pod; null has no limit.</summary>
    public TimeSpan? Timeout { get; init; }
}
