using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Definition;

namespace Tracking.Projects.Pipelines.Checks;

/// <summary>Finds what is wrong with a step by itself.</summary>
internal static class StepShape
{
    private const int CombinationsMax = 256;
    private const int OutputsMax = 20;
    private const int ArtifactMax = 250;
    private const int NameMax = 100;

    private static readonly string NameRule = $"expected up to {NameMax} letters, digits, '_' and '-'";

    /// <summary>What follows the step's name in a message.</summary>
    public static IEnumerable<string> ProblemsOf(StepModel step, ProjectModel project)
    {
        if (!IsName(step.Name))
        {
            yield return $"is no name: {NameRule}";
        }

        if (step is { Command: not null, EntryPoint: not null })
        {
            yield return "has a command and an entry_point, expected one of them";
        }

        if (step.Command is not null && project.EntryPoints.ContainsKey(step.Name))
        {
            yield return "has a command, and there is an entry point of that name: give one of them another name";
        }

        if (step.Best is not null && step.Matrix.Count == 0)
        {
            yield return "has 'best' and no matrix to choose from";
        }

        foreach (var problem in MatrixProblems(step).Concat(OutputProblems(step.Outputs ?? [])))
        {
            yield return problem;
        }
    }

    /// <summary>How many runs the step has; what is too large to count is the largest number.</summary>
    public static int CombinationsOf(StepModel step) => (int)step.Matrix.Aggregate(
        1L, (count, axis) => Math.Min(int.MaxValue, count * axis.Values.Count));

    /// <summary>Whether it can be the path of an artifact: relative, and without a way up.</summary>
    public static bool IsArtifact(string path) =>
        path.Length <= ArtifactMax && ProjectPath.IsInside(path)
        && !path.Split('/', '\\').Any(part => part is "." or ".." or "");

    private static IEnumerable<string> MatrixProblems(StepModel step)
    {
        if (CombinationsOf(step) > CombinationsMax)
        {
            yield return $"has a matrix of {CombinationsOf(step)} combinations, expected at most {CombinationsMax}";
        }

        foreach (var axis in step.Matrix)
        {
            if (!IsName(axis.Name))
            {
                yield return $"has a matrix of '{axis.Name}', {NameRule}";
            }

            if (axis.Values.Count == 0)
            {
                yield return $"has no values in its matrix of '{axis.Name}'";
            }

            if (axis.Values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                yield return $"has the value '{twice.Key}' twice in its matrix of '{axis.Name}'";
            }
        }
    }

    private static IEnumerable<string> OutputProblems(IReadOnlyList<StepOutput> outputs)
    {
        if (outputs.Count > OutputsMax)
        {
            yield return $"has {outputs.Count} outputs, expected at most {OutputsMax}";
        }

        foreach (var output in outputs)
        {
            if (!IsArtifact(output.Artifact))
            {
                yield return $"has the output '{output.Artifact}', expected a path inside the run's artifacts of at " +
                    $"most {ArtifactMax} characters";
            }

            if (output.File is { } file && !ProjectPath.IsInside(file))
            {
                yield return $"makes an output of '{file}', expected a path inside the project";
            }
        }
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= NameMax && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
