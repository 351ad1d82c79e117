namespace Tracking.Core.Traces;

/// <summary>
/// A judgement of a trace or of one of its spans. Times are milliseconds since the epoch. <c>ValueJson</c>: what was
/// found or expected, as JSON; null if there is no value at all.
/// </summary>
public sealed record Assessment(
    string AssessmentId,
    string TraceId,
    string Name,
    AssessmentKind Kind,
    string? ValueJson)
{
    /// <summary>The format of an expectation that its sender wrote as text; null for plain JSON.</summary>
    public string? SerializationFormat { get; init; }

    public AssessmentSource? Source { get; init; }

    public string? SpanId { get; init; }

    public long CreatedMs { get; init; }

    public long UpdatedMs { get; init; }

    public AssessmentError? Error { get; init; }

    public string? Rationale { get; init; }

    public IReadOnlyList<Tag> Metadata { get; init; } = [];

    /// <summary>The assessment that this one replaces.</summary>
    public string? Overrides { get; init; }

    /// <summary>False once another one replaced it.</summary>
    public bool IsValid { get; init; } = true;
}

/// <summary>The numbers are stored.</summary>
public enum AssessmentKind
{
    Feedback = 1,
    Expectation = 2,

    /// <summary>
    /// A reference to an issue: the assessment's name is the issue's id, its value the issue's name.
    /// </summary>
    Issue = 3,
}

/// <summary>Who judged.</summary>
public sealed record AssessmentSource(AssessmentSourceKind Kind, string? Id);

/// <summary>The numbers are stored.</summary>
public enum AssessmentSourceKind
{
    Unspecified = 0,
    Human = 1,
    LlmJudge = 2,
    Code = 3,
}

/// <summary>Why a judge came to no judgement.</summary>
public sealed record AssessmentError(string? Code, string? Message, string? StackTrace);

/// <summary>What an update changes; what is null stays as it is.</summary>
public sealed record AssessmentChange
{
    public string? Name { get; init; }

    public AssessmentFinding? Finding { get; init; }

    /// <summary>Set together: null is a rationale that is taken away.</summary>
    public (bool IsSet, string? Value) Rationale { get; init; }

    public IReadOnlyList<Tag>? Metadata { get; init; }

    public bool? IsValid { get; init; }
}

/// <summary>A new value of an assessment, of the kind that it is.</summary>
public sealed record AssessmentFinding(
    AssessmentKind Kind, string? ValueJson, string? SerializationFormat, AssessmentError? Error);
