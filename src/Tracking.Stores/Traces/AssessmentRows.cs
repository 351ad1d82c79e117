using System.Text.Json;
using Tracking.Core;
using Tracking.Core.Traces;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Traces;

/// <summary>Rows of the table of assessments.</summary>
internal static class AssessmentRows
{
    private const string Columns = """
        a.trace_key, a.assessment_id, t.trace_id, a.name, a.kind, a.value_json, a.serialization_format, a.source_kind,
        a.source_id, a.span_id, a.created_ms, a.updated_ms, a.error, a.rationale, a.metadata, a.overrides, a.valid
        """;

    private const string InsertRow = """
        INSERT INTO trace_assessment(assessment_id, trace_key, kind, name, value_json, value_text, value_number,
          serialization_format, source_kind, source_id, span_id, created_ms, updated_ms, error, rationale, metadata,
          overrides, valid)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
        ON CONFLICT(assessment_id) DO NOTHING
        """;

    private const string UpdateRow = """
        UPDATE trace_assessment SET name = ?2, value_json = ?3, value_text = ?4, value_number = ?5,
          serialization_format = ?6, updated_ms = ?7, error = ?8, rationale = ?9, metadata = ?10, valid = ?11
        WHERE assessment_id = ?1
        """;

    private const string SelectOne = $"""
        SELECT {Columns} FROM trace_assessment a JOIN trace t ON t.trace_key = a.trace_key
        WHERE t.trace_id = ? AND a.assessment_id = ?
        """;

    private const string SelectMany = $"""
        SELECT {Columns} FROM trace_assessment a JOIN trace t ON t.trace_key = a.trace_key
        WHERE a.trace_key IN (SELECT value FROM json_each(?)) ORDER BY a.assessment_key
        """;

    private const string SetValid = "UPDATE trace_assessment SET valid = ? WHERE trace_key = ? AND assessment_id = ?";

    private const string DeleteRow = "DELETE FROM trace_assessment WHERE assessment_id = ?";

    /// <summary>The one that it overrides is no longer valid.</summary>
    public static void Insert(StoreSession session, long traceKey, Assessment assessment)
    {
        var value = AssessmentValue.Of(assessment.ValueJson);
        session.Statement(InsertRow)
            .Bind(1, assessment.AssessmentId)
            .Bind(2, traceKey)
            .Bind(3, (long)assessment.Kind)
            .Bind(4, assessment.Name)
            .Bind(5, assessment.ValueJson)
            .Bind(6, value.Text)
            .Bind(7, value.Number)
            .Bind(8, assessment.SerializationFormat)
            .Bind(9, (long?)assessment.Source?.Kind)
            .Bind(10, assessment.Source?.Id)
            .Bind(11, assessment.SpanId)
            .Bind(12, assessment.CreatedMs)
            .Bind(13, assessment.UpdatedMs)
            .Bind(14, ErrorJson(assessment.Error))
            .Bind(15, assessment.Rationale)
            .Bind(16, MetadataJson(assessment.Metadata))
            .Bind(17, assessment.Overrides)
            .Bind(18, assessment.IsValid ? 1L : 0L)
            .Run();
        if (assessment.Overrides is { } overridden)
        {
            MarkValid(session, traceKey, overridden, isValid: false);
        }
    }

    public static void Update(StoreSession session, Assessment assessment)
    {
        var value = AssessmentValue.Of(assessment.ValueJson);
        session.Statement(UpdateRow)
            .Bind(1, assessment.AssessmentId)
            .Bind(2, assessment.Name)
            .Bind(3, assessment.ValueJson)
            .Bind(4, value.Text)
            .Bind(5, value.Number)
            .Bind(6, assessment.SerializationFormat)
            .Bind(7, assessment.UpdatedMs)
            .Bind(8, ErrorJson(assessment.Error))
            .Bind(9, assessment.Rationale)
            .Bind(10, MetadataJson(assessment.Metadata))
            .Bind(11, assessment.IsValid ? 1L : 0L)
            .Run();
    }

    public static void MarkValid(StoreSession session, long traceKey, string assessmentId, bool isValid) =>
        session.Statement(SetValid).Bind(1, isValid ? 1L : 0L).Bind(2, traceKey).Bind(3, assessmentId).Run();

    public static void Delete(StoreSession session, string assessmentId) =>
        session.Statement(DeleteRow).Bind(1, assessmentId).Run();

    /// <summary>The assessment and the key of its trace; null if there is none.</summary>
    public static (long TraceKey, Assessment Assessment)? Find(
        StoreSession session, string traceId, string assessmentId)
    {
        var row = session.Statement(SelectOne).Bind(1, traceId).Bind(2, assessmentId);
        if (!row.Step())
        {
            return null;
        }

        var found = (row.Int64(0), Read(row));
        row.Reset();
        return found;
    }

    /// <summary>The assessments of some traces in the order in which they were made.</summary>
    public static ILookup<long, Assessment> Read(StoreSession session, string traceKeys)
    {
        var assessments = new List<(long Trace, Assessment Assessment)>();
        var row = session.Statement(SelectMany).Bind(1, traceKeys);
        while (row.Step())
        {
            assessments.Add((row.Int64(0), Read(row)));
        }

        return assessments.ToLookup(a => a.Trace, a => a.Assessment);
    }

    private static Assessment Read(StoreStatement row) => new(
        row.Text(1), row.Text(2), row.Text(3), (AssessmentKind)row.Int32(4), row.NullableText(5))
    {
        SerializationFormat = row.NullableText(6),
        Source = row.NullableInt64(7) is { } kind
            ? new AssessmentSource((AssessmentSourceKind)kind, row.NullableText(8))
            : null,
        SpanId = row.NullableText(9),
        CreatedMs = row.Int64(10),
        UpdatedMs = row.Int64(11),
        Error = row.NullableText(12) is { } error ? ReadError(error) : null,
        Rationale = row.NullableText(13),
        Metadata = row.NullableText(14) is { } metadata ? ReadMetadata(metadata) : [],
        Overrides = row.NullableText(15),
        IsValid = row.Int64(16) != 0,
    };

    private static string? ErrorJson(AssessmentError? error) =>
        error is null ? null : JsonSerializer.Serialize(new[] { error.Code, error.Message, error.StackTrace });

    private static AssessmentError ReadError(string json)
    {
        var parts = JsonSerializer.Deserialize<string?[]>(json)!;
        return new AssessmentError(parts[0], parts[1], parts[2]);
    }

    private static string? MetadataJson(IReadOnlyList<Tag> metadata) => metadata.Count == 0
        ? null
        : JsonSerializer.Serialize(metadata.Select(entry => new[] { entry.Key, entry.Value }));

    private static Tag[] ReadMetadata(string json) =>
        [.. JsonSerializer.Deserialize<string[][]>(json)!.Select(entry => new Tag(entry[0], entry[1]))];
}

/// <summary>
/// A value of an assessment as filters compare it and as it is averaged: yes and true are 1, no is 0.
/// </summary>
internal readonly record struct AssessmentValue(string? Text, double Number)
{
    /// <param name="json">Null for no value.</param>
    public static AssessmentValue Of(string? json)
    {
        if (json is null)
        {
            return new AssessmentValue(null, double.NaN);
        }

        using var document = JsonDocument.Parse(json, SpanJson.ReaderOptions);
        var value = document.RootElement;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => null,
            _ => value.GetRawText(),
        };
        return new AssessmentValue(text, text switch
        {
            "true" or "yes" => 1,
            "false" or "no" => 0,
            _ when value.ValueKind == JsonValueKind.Number => value.GetDouble(),
            _ => double.NaN,
        });
    }
}
