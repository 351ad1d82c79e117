using System.Text.Json.Serialization;
using Tracking.Projects.Pipelines.Definition;

namespace Tracking.Projects.Format;

/// <summary>A project as its MLproject file, or its folder, describes it.</summary>
/// <param name="Name">For people; null when the file gives none.</param>
/// <param name="Environment">What its programs need.</param>
/// <param name="EntryPoints">By name.</param>
/// <param name="Warnings">What was read over, one line each.</param>
internal sealed record ProjectModel(
    string? Name,
    EnvironmentSpec Environment,
    IReadOnlyDictionary<string, EntryPoint> EntryPoints,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The name of the entry point that runs when none is named.</summary>
    public const string MainEntryPoint = "main";

    /// <summary>Its steps; null for a project that has none.</summary>
    public WorkflowModel? Workflow { get; init; }
}

/// <summary>A program of a project: <c>python train.py --alpha {alpha}</c> and the parameters that it takes.</summary>
/// <param name="Name">Such as <c>main</c>, or the path of a script.</param>
/// <param name="Parameters">In the order in which they are declared.</param>
/// <param name="Command">With a placeholder in braces for each parameter.</param>
internal sealed record EntryPoint(string Name, IReadOnlyList<ParameterSpec> Parameters, string Command);

/// <summary>A declared parameter.</summary>
/// <param name="Name">Letters, digits, '_' and '-'.</param>
/// <param name="Type">What its values must be.</param>
/// <param name="Default">Null: a value must be given.</param>
internal sealed record ParameterSpec(string Name, ParameterType Type, string? Default);

/// <summary>What the values of a parameter are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParameterType>))]
internal enum ParameterType
{
    /// <summary>Any text.</summary>
    String,

    /// <summary>A number.</summary>
    Float,

    /// <summary>A local file or folder; a URI is downloaded first.</summary>
    Path,

    /// <summary>A URI, or a local path, handed on as it is.</summary>
    Uri,
}
