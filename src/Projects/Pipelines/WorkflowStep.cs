using System.Globalization;
using Tracking.Projects.Pipelines.Definition;

namespace Tracking.Projects.Pipelines;

/// <summary>A step of a <see cref="Workflow"/> as it is being described.</summary>
public sealed class WorkflowStep
{
    private readonly List<StepNeed> _needs = [];
    private readonly List<StepParameter> _parameters = [];
    private readonly List<MatrixAxis> _matrix = [];
    private List<StepOutput>? _outputs;
    private List<string>? _inputs;
    private StepModel _model;

    internal WorkflowStep(string name) => _model = new StepModel(name, "");

    internal StepModel Model => _model with
    {
        Needs = _needs,
        Parameters = _parameters,
        Matrix = _matrix,
        Outputs = _outputs,
        Inputs = _inputs,
    };

    /// <summary>Runs an entry point, or a script by its path; by default the entry point of the step's name.</summary>
    public WorkflowStep EntryPoint(string name) => With(_model with { EntryPoint = name });

    /// <summary>Runs a command in place of an entry point, with the step's parameters as <c>{name}</c>.</summary>
    public WorkflowStep Command(string command) => With(_model with { Command = command });

    /// <summary>Waits for steps that no value refers to.</summary>
    public WorkflowStep Needs(params string[] steps)
    {
        _needs.AddRange(steps.Select(step => new StepNeed(step, "")));
        return this;
    }

    /// <summary>Gives a parameter a value, with references in it.</summary>
    /// <exception cref="ProjectException">What stands in <c>${…}</c> refers to nothing that can be.</exception>
    public WorkflowStep Parameter(string name, string value)
    {
        try
        {
            _parameters.Add(new StepParameter(name, ValueTemplate.Parse(value), ""));
        }
        catch (FormatException error)
        {
            throw new ProjectException($"Step '{_model.Name}', parameter '{name}': {error.Message}.", error);
        }

        return this;
    }

    /// <summary>Gives a parameter a number.</summary>
    public WorkflowStep Parameter(string name, double value) => Parameter(name, TextOf(value));

    /// <summary>Runs the step for every value, and every combination of several axes; at most 256.</summary>
    /// <param name="axis">Referred to as <c>${matrix.axis}</c>.</param>
    /// <param name="values">At least one.</param>
    public WorkflowStep Matrix(string axis, params string[] values)
    {
        _matrix.Add(new MatrixAxis(axis, values));
        return this;
    }

    /// <inheritdoc cref="Matrix(string, string[])"/>
    public WorkflowStep Matrix(string axis, params double[] values) =>
        Matrix(axis, [.. values.Select(TextOf)]);

    /// <summary>Which run of the matrix <c>steps.name.best</c> means: that with the largest latest value.</summary>
    /// <param name="metric">Which the runs log.</param>
    /// <param name="largest">False: that with the smallest.</param>
    public WorkflowStep Best(string metric, bool largest = true) =>
        With(_model with { Best = new BestRun(metric, largest) });

    /// <summary>An artifact that the step must leave.</summary>
    /// <param name="artifact">Its path in the run.</param>
    /// <param name="file">A file or folder of the working copy that becomes it; null: the program logs it.</param>
    public WorkflowStep Output(string artifact, string? file = null)
    {
        (_outputs ??= []).Add(new StepOutput(artifact, file));
        return this;
    }

    /// <summary>The only files that the step's code depends on; by default all of the project.</summary>
    /// <param name="patterns">Such as <c>src/**</c>, relative to the project.</param>
    public WorkflowStep Inputs(params string[] patterns)
    {
        (_inputs ??= []).AddRange(patterns);
        return this;
    }

    /// <summary>Further attempts after a failed one, 0 to 100.</summary>
    public WorkflowStep Retries(int retries) => With(_model with { Retries = retries });

    /// <summary>How long one attempt may take.</summary>
    public WorkflowStep Timeout(TimeSpan timeout) => With(_model with { Timeout = timeout });

    internal static string TextOf(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private WorkflowStep With(StepModel model)
    {
        _model = model;
        return this;
    }
}
