using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Definition;

namespace Tracking.Projects.Pipelines.Checks;

/// <summary>A workflow that can run: its steps exist, fit together and form no cycle.</summary>
/// <param name="Name">For people, and the history of its steps.</param>
/// <param name="Project">With the commands of steps as entry points.</param>
/// <param name="Parameters">Of the whole.</param>
/// <param name="Ignored">Patterns of files that no step's code depends on.</param>
/// <param name="Steps">Each after all that it needs.</param>
internal sealed record PlannedWorkflow(
    string Name,
    ProjectModel Project,
    IReadOnlyList<ParameterSpec> Parameters,
    IReadOnlyList<string> Ignored,
    IReadOnlyList<PlannedStep> Steps);

/// <summary>A checked step.</summary>
/// <param name="Model">As it is written.</param>
/// <param name="EntryPoint">What it runs.</param>
/// <param name="Needs">The steps that must have ended well, by name.</param>
/// <param name="Outputs">Artifacts that it must leave.</param>
/// <param name="Instances">One, or one for each combination of the matrix.</param>
internal sealed record PlannedStep(
    StepModel Model,
    EntryPoint EntryPoint,
    IReadOnlyList<string> Needs,
    IReadOnlyList<StepOutput> Outputs,
    IReadOnlyList<StepInstance> Instances)
{
    public string Name => Model.Name;
}

/// <summary>A run that a step is to have.</summary>
/// <param name="Id">Such as <c>prepare</c>, or <c>train/2</c> for the second combination of a matrix.</param>
/// <param name="Title">Such as <c>train (lr=0.1)</c>.</param>
/// <param name="Axes">The values of the matrix, by axis.</param>
internal sealed record StepInstance(string Id, string Title, IReadOnlyDictionary<string, string> Axes)
{
    /// <summary>The most values of a matrix that a title shows whole.</summary>
    private const int TitleValueMax = 40;

    /// <summary>Every combination, the last axis turning fastest.</summary>
    public static IReadOnlyList<StepInstance> Of(StepModel step)
    {
        if (step.Matrix.Count == 0)
        {
            return [new StepInstance(step.Name, step.Name, new Dictionary<string, string>())];
        }

        IEnumerable<IReadOnlyList<KeyValuePair<string, string>>> combinations = [[]];
        foreach (var axis in step.Matrix)
        {
            combinations = combinations.SelectMany(
                start => axis.Values.Select(value => (IReadOnlyList<KeyValuePair<string, string>>)
                    [.. start, new(axis.Name, value)]));
        }

        return [.. combinations.Select((axes, i) => new StepInstance(
            FormattableString.Invariant($"{step.Name}/{i + 1}"),
            TitleOf(step, axes),
            new Dictionary<string, string>(axes)))];
    }

    private static string TitleOf(StepModel step, IEnumerable<KeyValuePair<string, string>> axes) =>
        $"{step.Name} ({string.Join(", ", axes.Select(axis => $"{axis.Key}={Shortened(axis.Value)}"))})";

    private static string Shortened(string value)
    {
        var line = value.ReplaceLineEndings(" ");
        return line.Length <= TitleValueMax ? line : line[..TitleValueMax] + "…";
    }
}
