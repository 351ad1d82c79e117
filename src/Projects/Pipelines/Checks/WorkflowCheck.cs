using Tracking.Projects.Format;
using Tracking.Projects.Parameters;
using Tracking.Projects.Pipelines.Definition;

namespace Tracking.Projects.Pipelines.Checks;

/// <summary>Finds all that is wrong with a workflow before anything of it runs.</summary>
internal sealed class WorkflowCheck
{
    private const int StepsMax = 1_000;
    private const int RunsMax = 2_000;

    private readonly ProjectModel _project;
    private readonly WorkflowModel _workflow;
    private readonly string _folder;
    private readonly Dictionary<string, StepModel> _steps = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    private WorkflowCheck(ProjectModel project, WorkflowModel workflow, string folder)
    {
        _project = project;
        _workflow = workflow;
        _folder = folder;
    }

    /// <param name="project">Whose entry points the steps run.</param>
    /// <param name="workflow">What is checked.</param>
    /// <param name="folder">The project's, for scripts as entry points.</param>
    /// <exception cref="ProjectException">Names every problem and its place, a line each.</exception>
    public static PlannedWorkflow Plan(ProjectModel project, WorkflowModel workflow, string folder)
    {
        var check = new WorkflowCheck(project, workflow, folder);
        check.CheckSteps();
        check.ThrowIfAny();
        return check.Planned();
    }

    private void CheckSteps()
    {
        if (_workflow.Steps.Count is 0 or > StepsMax)
        {
            _problems.Add($"The workflow has {_workflow.Steps.Count} steps, expected 1 to {StepsMax}.");
            return;
        }

        foreach (var step in _workflow.Steps)
        {
            if (!_steps.TryAdd(step.Name, step))
            {
                Add(step, "is there twice");
            }
        }

        foreach (var step in _workflow.Steps)
        {
            _problems.AddRange(StepShape.ProblemsOf(step, _project).Select(
                problem => $"{step.Place}step '{step.Name}' {problem}."));
            CheckNeeds(step);
        }

        var runs = _workflow.Steps.Sum(step => (long)StepShape.CombinationsOf(step));
        if (runs > RunsMax)
        {
            _problems.Add($"The workflow has {runs} runs, expected at most {RunsMax}.");
        }
    }

    private void CheckNeeds(StepModel step)
    {
        foreach (var need in step.Needs.Where(need => !_steps.ContainsKey(need.Step)))
        {
            _problems.Add(
                $"{need.Place}step '{step.Name}' needs '{need.Step}', which is no step; " +
                $"known are {string.Join(", ", _steps.Keys)}.");
        }
    }

    /// <summary>What depends on more than one step: entry points, values and the order.</summary>
    private PlannedWorkflow Planned()
    {
        var entryPoints = _workflow.Steps.ToDictionary(step => step.Name, EntryPointOf);
        ThrowIfAny();
        var values = new ValueCheck(_workflow, _steps, _problems);
        foreach (var step in _workflow.Steps)
        {
            values.Check(step, entryPoints[step.Name]!);
        }

        ThrowIfAny();
        var needs = _workflow.Steps.ToDictionary(step => step.Name, NeedsOf);
        var (order, cycle) = StepOrder.Of([.. _steps.Keys], needs);
        if (cycle is not null)
        {
            throw new ProjectException(
                $"{_steps[cycle[0]].Place}the steps need each other in a cycle: {string.Join(" → ", cycle)}.");
        }

        var all = new Dictionary<string, EntryPoint>(_project.EntryPoints);
        foreach (var step in _workflow.Steps.Where(step => step.Command is not null))
        {
            all[step.Name] = entryPoints[step.Name]!;
        }

        return new PlannedWorkflow(
            _workflow.Name ?? _project.Name ?? WorkflowModel.EntryPointName,
            _project with { EntryPoints = all },
            _workflow.Parameters,
            _workflow.Ignored,
            [
                .. order.Select(name => new PlannedStep(
                    _steps[name], entryPoints[name]!, needs[name], OutputsOf(name), StepInstance.Of(_steps[name]))),
            ]);
    }

    private EntryPoint? EntryPointOf(StepModel step)
    {
        try
        {
            var entryPoint = step.Command is null
                ? ImplicitProject.EntryPointOf(_project, _folder, step.EntryPoint ?? step.Name)
                : StepCommand.EntryPointOf(step);
            _ = CommandTemplate.Of(entryPoint);
            return entryPoint;
        }
        catch (ProjectException error)
        {
            _problems.Add($"{step.Place}step '{step.Name}': {error.Message}");
            return null;
        }
    }

    private static IReadOnlyList<string> NeedsOf(StepModel step) =>
    [
        .. step.Needs.Select(need => need.Step)
            .Concat(step.Parameters.SelectMany(parameter => parameter.Value.References)
                .OfType<StepReference>().Select(reference => reference.Step))
            .Distinct(),
    ];

    /// <summary>Those declared, or those that others refer to.</summary>
    private IReadOnlyList<StepOutput> OutputsOf(string name) => _steps[name].Outputs ??
    [
        .. _workflow.Steps.SelectMany(step => step.Parameters)
            .SelectMany(parameter => parameter.Value.References).OfType<StepReference>()
            .Where(reference => reference.Step == name && reference.Field == StepField.Artifact)
            .Select(reference => reference.Key).Distinct().Select(artifact => new StepOutput(artifact, null)),
    ];

    private void Add(StepModel step, string problem) => _problems.Add($"{step.Place}step '{step.Name}' {problem}.");

    private void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new ProjectException(string.Join('\n', _problems));
        }
    }
}
