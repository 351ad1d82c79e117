using YamlDotNet.RepresentationModel;

namespace Tracking.Projects.Format;

/// <summary>Reads declared parameters: <c>alpha: {type: float, default: 0.5}</c>, or <c>data: path</c>.</summary>
internal static class ParameterSection
{
    /// <summary>In the order of the file; none where the section is missing.</summary>
    public static IReadOnlyList<ParameterSpec> Read(YamlSection? declared, UnknownKeys unknown) => declared is null
        ? []
        : [.. declared.Items.Select(item => ReadOne(item.Key, item.Node, declared, unknown))];

    private static ParameterSpec ReadOne(string name, YamlNode node, YamlSection declared, UnknownKeys unknown)
    {
        if (node is YamlScalarNode)
        {
            return new ParameterSpec(name, TypeOf(declared.RequiredText(name), declared, name), null);
        }

        var section = declared.RequiredSection(name);
        unknown.Note(section, ["type", "default"]);
        var type = section.Text("type") is { } text ? TypeOf(text, section, "type") : ParameterType.String;
        return new ParameterSpec(name, type, section.Text("default"));
    }

    private static ParameterType TypeOf(string text, YamlSection section, string key) => text switch
    {
        "string" => ParameterType.String,
        "float" => ParameterType.Float,
        "path" => ParameterType.Path,
        "uri" => ParameterType.Uri,
        _ => throw section.Error(key, $"is '{text}', expected string, float, path or uri"),
    };
}
