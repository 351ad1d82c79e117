namespace Tracking.Projects.Pipelines.Definition;

/// <summary>What a value takes from elsewhere in the workflow.</summary>
/// <param name="Text">As written, without <c>${</c> and <c>}</c>.</param>
internal abstract record Reference(string Text)
{
    private const string Expected =
        "expected parameters.NAME, matrix.AXIS, or steps.NAME with .run_id, .artifacts.PATH, .params.KEY or " +
        ".metrics.KEY (after .best or .all for a step with a matrix)";

    /// <exception cref="FormatException">It is none; the message says what it may be.</exception>
    public static Reference Parse(string text) => text.Split('.', 3) switch
    {
        ["parameters", { Length: > 0 }, ..] => new ParameterReference(text, text["parameters.".Length..]),
        ["matrix", { Length: > 0 } axis] => new MatrixReference(text, axis),
        ["steps", { Length: > 0 } step, { Length: > 0 } rest] => OfStep(text, step, rest),
        _ => throw Wrong(text),
    };

    /// <summary>As it is written in a value.</summary>
    public sealed override string ToString() => $"${{{Text}}}";

    private static StepReference OfStep(string text, string step, string rest)
    {
        var choice = rest switch
        {
            _ when rest.StartsWith("best.", StringComparison.Ordinal) => MatrixChoice.Best,
            _ when rest.StartsWith("all.", StringComparison.Ordinal) => MatrixChoice.All,
            _ => MatrixChoice.None,
        };
        var field = choice == MatrixChoice.None ? rest : rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return field.Split('.', 2) switch
        {
            ["run_id"] => new StepReference(text, step, choice, StepField.RunId, ""),
            ["artifacts", { Length: > 0 } path] => new StepReference(text, step, choice, StepField.Artifact, path),
            ["params", { Length: > 0 } key] => new StepReference(text, step, choice, StepField.Param, key),
            ["metrics", { Length: > 0 } key] => new StepReference(text, step, choice, StepField.Metric, key),
            _ => throw Wrong(text),
        };
    }

    private static FormatException Wrong(string text) => new($"'${{{text}}}' refers to nothing: {Expected}");
}

/// <summary><c>${parameters.seed}</c>: of the workflow.</summary>
internal sealed record ParameterReference(string Text, string Name) : Reference(Text);

/// <summary><c>${matrix.lr}</c>: of the step's own matrix.</summary>
internal sealed record MatrixReference(string Text, string Axis) : Reference(Text);

/// <summary><c>${steps.train.best.metrics.loss}</c>.</summary>
/// <param name="Text">As written.</param>
/// <param name="Step">Its name.</param>
/// <param name="Choice">Which runs of a step with a matrix.</param>
/// <param name="Field">What of the run.</param>
/// <param name="Key">Of the param or metric, or the artifact's path; empty for the run id.</param>
internal sealed record StepReference(string Text, string Step, MatrixChoice Choice, StepField Field, string Key)
    : Reference(Text);

/// <summary>Which of a matrix's runs a reference means.</summary>
internal enum MatrixChoice
{
    /// <summary>The step has no matrix.</summary>
    None,

    /// <summary>The one that the step's <c>best</c> chooses.</summary>
    Best,

    /// <summary>All, as a JSON list in the order of the matrix.</summary>
    All,
}

/// <summary>What of a step's run a reference takes.</summary>
internal enum StepField
{
    /// <summary>Its id.</summary>
    RunId,

    /// <summary>An artifact, as <c>runs:/run_id/path</c>.</summary>
    Artifact,

    /// <summary>A param's text.</summary>
    Param,

    /// <summary>The latest value of a metric.</summary>
    Metric,
}
