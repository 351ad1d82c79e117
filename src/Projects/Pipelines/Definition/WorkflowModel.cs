using Tracking.Projects.Format;

namespace Tracking.Projects.Pipelines.Definition;

/// <summary>Steps that feed each other, as a file or a program describes them. Not checked yet.</summary>
/// <param name="Name">Null takes the project's.</param>
/// <param name="Parameters">Of the whole, for its steps to refer to.</param>
/// <param name="Steps">In the order in which they are written.</param>
/// <param name="Ignored">Patterns of files that no step's code depends on.</param>
internal sealed record WorkflowModel(
    string? Name,
    IReadOnlyList<ParameterSpec> Parameters,
    IReadOnlyList<StepModel> Steps,
    IReadOnlyList<string> Ignored)
{
    /// <summary>The entry point's name that stands for the workflow.</summary>
    public const string EntryPointName = "workflow";
}

/// <summary>A step: an entry point of the project, or a command of its own, with values.</summary>
/// <param name="Name">Letters, digits, '_' and '-'.</param>
/// <param name="Place">Where it is written, as errors begin: <c>MLproject line 3, column 5: </c>.</param>
internal sealed record StepModel(string Name, string Place)
{
    /// <summary>Null: the one of the step's own name.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>In place of an entry point; takes the step's parameters as placeholders.</summary>
    public string? Command { get; init; }

    /// <summary>Steps that come first although nothing of them is referred to.</summary>
    public IReadOnlyList<StepNeed> Needs { get; init; } = [];

    public IReadOnlyList<StepParameter> Parameters { get; init; } = [];

    /// <summary>Every combination of its values is a run of the step.</summary>
    public IReadOnlyList<MatrixAxis> Matrix { get; init; } = [];

    /// <summary>What makes one of the matrix's runs the best.</summary>
    public BestRun? Best { get; init; }

    /// <summary>Artifacts that the step must leave; null: those that other steps refer to.</summary>
    public IReadOnlyList<StepOutput>? Outputs { get; init; }

    /// <summary>Patterns of the files that the step's code depends on; null: all.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>Null takes what was asked for the whole.</summary>
    public int? Retries { get; init; }

    /// <inheritdoc cref="Retries"/>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>A value that a step is given.</summary>
internal sealed record StepParameter(string Name, ValueTemplate Value, string Place);

/// <summary>A step that must have ended well before another begins.</summary>
internal sealed record StepNeed(string Step, string Place);

/// <summary><c>lr: [0.1, 0.01]</c>.</summary>
internal sealed record MatrixAxis(string Name, IReadOnlyList<string> Values);

/// <summary>The run of a matrix with the largest, or smallest, latest value of a metric.</summary>
internal sealed record BestRun(string Metric, bool IsLargest);

/// <summary>An artifact that a step leaves.</summary>
/// <param name="Artifact">Its path in the run.</param>
/// <param name="File">A file or folder of the working copy that becomes it; null: the program logs it.</param>
internal sealed record StepOutput(string Artifact, string? File);
