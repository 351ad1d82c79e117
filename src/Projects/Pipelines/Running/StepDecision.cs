using Tracking.Contracts.Runs;
using Tracking.Projects.Parameters;
using Tracking.Projects.Pipelines.Checks;
using Tracking.Projects.Pipelines.Reuse;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>What is to be done for a run of a step.</summary>
/// <param name="Step">Whose.</param>
/// <param name="Instance">Which run of the step.</param>
/// <param name="Telling">Tells how it gets on.</param>
internal sealed record StepDecision(PlannedStep Step, StepInstance Instance, Telling Telling)
{
    /// <summary>Not null: nothing is left to be done.</summary>
    public StepOutcome? Settled { get; init; }

    /// <summary>A run that a job carries out already, to be waited for.</summary>
    public Run? UnderWay { get; init; }

    /// <summary>Its values; null when they could not be made.</summary>
    public ParameterBinding? Binding { get; init; }

    /// <inheritdoc cref="Binding"/>
    public StepIngredients? Ingredients { get; init; }

    /// <summary>An outcome without outputs.</summary>
    public StepOutcome Told(WorkflowStepState state, string reason) => new(Instance, Telling.Tell(state, reason));
}
