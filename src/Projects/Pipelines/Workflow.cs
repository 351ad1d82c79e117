using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Definition;

namespace Tracking.Projects.Pipelines;

/// <summary>
/// A workflow made in code, the same as the <c>workflow</c> section of an MLproject file. Its values may refer to
/// others as they do there: <c>${steps.prepare.artifacts.data}</c>, <c>${parameters.seed}</c>, <c>${matrix.lr}</c>.
/// </summary>
public sealed class Workflow
{
    private readonly List<ParameterSpec> _parameters = [];
    private readonly List<StepModel> _steps = [];
    private readonly List<string> _ignored = [];
    private readonly string? _name;

    private Workflow(string? name) => _name = name;

    /// <summary>A workflow without steps.</summary>
    /// <param name="name">Its earlier runs are found by it; null takes the project's.</param>
    public static Workflow Create(string? name = null) => new(name);

    /// <summary>Declares a parameter of the whole.</summary>
    /// <param name="name">Referred to as <c>${parameters.name}</c>.</param>
    /// <param name="defaultValue">Null: a value must be given.</param>
    public Workflow Parameter(string name, string? defaultValue = null) =>
        Parameter(new ParameterSpec(name, ParameterType.String, defaultValue));

    /// <summary>Declares a parameter of the whole that is a number.</summary>
    /// <param name="name">Referred to as <c>${parameters.name}</c>.</param>
    /// <param name="defaultValue">Used unless another is given.</param>
    public Workflow Parameter(string name, double defaultValue) =>
        Parameter(new ParameterSpec(name, ParameterType.Float, WorkflowStep.TextOf(defaultValue)));

    /// <summary>Adds a step.</summary>
    /// <param name="name">Up to 100 letters, digits, '_' and '-'; by default also the entry point that it runs.</param>
    /// <param name="configure">What it runs, with which values, after what.</param>
    /// <exception cref="ProjectException">A value refers to what cannot be.</exception>
    public Workflow Step(string name, Action<WorkflowStep>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var step = new WorkflowStep(name);
        configure?.Invoke(step);
        _steps.Add(step.Model);
        return this;
    }

    /// <summary>Files that no step's code depends on: their change makes no step run again.</summary>
    /// <param name="patterns">Such as <c>*.md</c> or <c>docs/**</c>, relative to the project.</param>
    public Workflow Ignore(params string[] patterns)
    {
        _ignored.AddRange(patterns);
        return this;
    }

    internal WorkflowModel Model => new(_name, _parameters, _steps, _ignored);

    private Workflow Parameter(ParameterSpec spec)
    {
        _parameters.Add(spec);
        return this;
    }
}
