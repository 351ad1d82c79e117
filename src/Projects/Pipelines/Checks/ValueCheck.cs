using Tracking.Projects.Format;
using Tracking.Projects.Parameters;
using Tracking.Projects.Pipelines.Definition;

namespace Tracking.Projects.Pipelines.Checks;

/// <summary>Checks the values of steps: what they refer to is there, and of the type that is taken.</summary>
internal sealed class ValueCheck(
    WorkflowModel workflow, IReadOnlyDictionary<string, StepModel> steps, List<string> problems)
{
    public void Check(StepModel step, EntryPoint entryPoint)
    {
        foreach (var parameter in step.Parameters)
        {
            var spec = entryPoint.Parameters.FirstOrDefault(spec => spec.Name == parameter.Name);
            // An entry point that declares nothing takes any value as --name value, as a single run of it does.
            if (spec is null && entryPoint.Parameters.Count > 0)
            {
                Add(step, parameter,
                    $"gives '{parameter.Name}', which entry point '{entryPoint.Name}' does not declare; declared are " +
                    string.Join(", ", entryPoint.Parameters.Select(declared => declared.Name)));
            }

            if (parameter.Value.References.Select(reference => ProblemOf(step, reference)).OfType<string>().ToList()
                is { Count: > 0 } missing)
            {
                missing.ForEach(problem => Add(step, parameter, problem));
            }
            else if (MismatchOf(step, parameter, spec?.Type ?? ParameterType.String) is { } mismatch)
            {
                Add(step, parameter, mismatch);
            }
        }

        string[] notGiven =
        [
            .. entryPoint.Parameters.Where(spec => spec.Default is null)
                .Select(spec => spec.Name).Except(step.Parameters.Select(parameter => parameter.Name)),
        ];
        if (notGiven.Length > 0)
        {
            problems.Add(
                $"{step.Place}step '{step.Name}' gives no value for '{string.Join("', '", notGiven)}' of entry point " +
                $"'{entryPoint.Name}'.");
        }
    }

    /// <summary>Null where what is referred to is there.</summary>
    private string? ProblemOf(StepModel step, Reference reference) => reference switch
    {
        ParameterReference { Name: var name } when workflow.Parameters.All(spec => spec.Name != name) =>
            $"refers to {reference}, and the workflow has no parameter '{name}'" +
            Known(workflow.Parameters.Select(spec => spec.Name)),
        MatrixReference { Axis: var axis } when step.Matrix.All(known => known.Name != axis) =>
            $"refers to {reference}, and its matrix has no '{axis}'" + Known(step.Matrix.Select(known => known.Name)),
        StepReference { Step: var other } when !steps.ContainsKey(other) =>
            $"refers to {reference}, and there is no step '{other}'" + Known(steps.Keys),
        StepReference ofStep => ProblemOf(ofStep, steps[ofStep.Step]),
        _ => null,
    };

    private static string? ProblemOf(StepReference reference, StepModel step)
    {
        if (step.Matrix.Count > 0 && reference.Choice == MatrixChoice.None)
        {
            return $"refers to {reference}, and '{step.Name}' has a matrix: write steps.{step.Name}.best or " +
                $"steps.{step.Name}.all";
        }

        if (step.Matrix.Count == 0 && reference.Choice != MatrixChoice.None)
        {
            return $"refers to {reference}, and '{step.Name}' has no matrix to choose from";
        }

        if (step.Best is null && reference.Choice == MatrixChoice.Best)
        {
            return $"refers to {reference}, and '{step.Name}' does not say what is best, such as " +
                "best: {metric: accuracy}";
        }

        return reference.Field == StepField.Artifact ? ProblemOfArtifact(reference, step) : null;
    }

    private static string? ProblemOfArtifact(StepReference reference, StepModel step)
    {
        if (!StepShape.IsArtifact(reference.Key))
        {
            return $"refers to {reference}, expected a path inside the artifacts of '{step.Name}'";
        }

        var isDeclared = step.Outputs is null || step.Outputs.Any(output => reference.Key == output.Artifact
            || reference.Key.StartsWith(output.Artifact.TrimEnd('/') + "/", StringComparison.Ordinal));
        return isDeclared
            ? null
            : $"refers to {reference}, which is no output of '{step.Name}'" +
                Known(step.Outputs!.Select(output => output.Artifact));
    }

    private string? MismatchOf(StepModel step, StepParameter parameter, ParameterType type)
    {
        if (parameter.Value.Literal is { } literal)
        {
            // Whether a file is there is known when the step begins: an earlier one may make it.
            return type == ParameterType.Uri
                ? null
                : ParameterBinding.ProblemWith(new ParameterSpec(parameter.Name, type, null), literal);
        }

        return type switch
        {
            ParameterType.Float when parameter.Value.Only is not { } only =>
                $"makes a text of several parts, and '{parameter.Name}' takes a number",
            ParameterType.Float => NoNumberIn(step, parameter.Value.Only!) is { } what
                ? $"gives {what}, and '{parameter.Name}' takes a number"
                : null,
            ParameterType.Path or ParameterType.Uri when parameter.Value.Only is { } only =>
                NoPathIn(only) is { } what ? $"gives {what}, and '{parameter.Name}' takes a {Name(type)}" : null,
            _ => null,
        };
    }

    /// <summary>What the reference gives, where that cannot be a number.</summary>
    private string? NoNumberIn(StepModel step, Reference reference) => reference switch
    {
        ParameterReference parameter when TypeOf(parameter) is var type and not ParameterType.Float =>
            $"{reference}, a {Name(type)}",
        MatrixReference matrix => step.Matrix.Single(axis => axis.Name == matrix.Axis).Values
            .FirstOrDefault(value => ParameterBinding.ProblemWith(
                new ParameterSpec(matrix.Axis, ParameterType.Float, null), value) is not null) is { } value
            ? $"'{value}' of {reference}"
            : null,
        StepReference { Choice: MatrixChoice.All } => $"{reference}, a list",
        StepReference { Field: StepField.Artifact } => $"{reference}, an artifact",
        StepReference { Field: StepField.RunId } => $"{reference}, the id of a run",
        _ => null,
    };

    /// <summary>What the reference gives, where that cannot be a file or a URI.</summary>
    private string? NoPathIn(Reference reference) => reference switch
    {
        ParameterReference parameter when TypeOf(parameter) == ParameterType.Float => $"{reference}, a number",
        StepReference { Choice: MatrixChoice.All } => $"{reference}, a list",
        StepReference { Field: StepField.Metric } => $"{reference}, a number",
        StepReference { Field: StepField.RunId } => $"{reference}, the id of a run",
        _ => null,
    };

    private ParameterType TypeOf(ParameterReference reference) =>
        workflow.Parameters.Single(spec => spec.Name == reference.Name).Type;

    private static string Name(ParameterType type) => type switch
    {
        ParameterType.String => "text",
        ParameterType.Float => "number",
        ParameterType.Path => "path",
        _ => "URI",
    };

    private static string Known(IEnumerable<string> names) =>
        names.ToList() is { Count: > 0 } known ? $"; known are {string.Join(", ", known)}" : "";

    private void Add(StepModel step, StepParameter parameter, string problem) =>
        problems.Add($"{parameter.Place}step '{step.Name}' {problem}.");
}
