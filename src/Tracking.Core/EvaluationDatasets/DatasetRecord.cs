namespace Tracking.Core.EvaluationDatasets;

/// <summary>What is known about a record, as JSON. Outputs may be any value, the others are objects.</summary>
public sealed record RecordContent(string InputsJson)
{
    /// <summary>Null where they were not given.</summary>
    public string? OutputsJson { get; init; }

    public string? ExpectationsJson { get; init; }

    public string? TagsJson { get; init; }

    /// <summary>With a member <c>source_type</c>.</summary>
    public string? SourceJson { get; init; }

    /// <summary>Who wrote it, from its tag <c>mlflow.user</c>.</summary>
    public string? User { get; init; }

    /// <summary>Equal for equal inputs, whatever the order of their keys.</summary>
    public required string InputHash { get; init; }
}

/// <summary>A record of a dataset. Times are milliseconds since the epoch.</summary>
public sealed record DatasetRecord(string RecordId, RecordContent Content, long CreatedMs, long UpdatedMs)
{
    public string? UpdatedBy { get; init; }
}

/// <summary>How many records were new, and how many were there already.</summary>
public readonly record struct UpsertedRecords(int Inserted, int Updated);
