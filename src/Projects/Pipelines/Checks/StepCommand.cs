using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Definition;

namespace Tracking.Projects.Pipelines.Checks;

/// <summary>The entry point that a step with a command of its own is.</summary>
internal static class StepCommand
{
    /// <summary>Declares the step's parameters; one that is an artifact is a path, so that it is downloaded.</summary>
    public static EntryPoint EntryPointOf(StepModel step) => new(
        step.Name,
        [
            .. step.Parameters.Select(parameter => new ParameterSpec(
                parameter.Name,
                parameter.Value.Only is StepReference { Field: StepField.Artifact, Choice: not MatrixChoice.All }
                    ? ParameterType.Path
                    : ParameterType.String,
                null)),
        ],
        step.Command!);
}
