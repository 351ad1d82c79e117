using System.Text.Json;
using Tracking.Core.Errors;
using Tracking.Core.Traces;
using Wire = Tracking.Contracts.Traces;

namespace Tracking.Server.Traces;

/// <summary>Assessments between the wire and the domain.</summary>
internal static class AssessmentMapping
{
    private const int MaxTextLength = 100_000;

    private static readonly JsonElement Null = JsonElement.Parse("null");

    public static Wire.Assessment ToWire(this Assessment assessment)
    {
        var error = assessment.Error is { } e
            ? new Wire.AssessmentError { ErrorCode = e.Code, ErrorMessage = e.Message, StackTrace = e.StackTrace }
            : null;
        return new Wire.Assessment
        {
            AssessmentId = assessment.AssessmentId,
            AssessmentName = assessment.Name,
            TraceId = assessment.TraceId,
            SpanId = assessment.SpanId,
            Source = assessment.Source is { } source
                ? new Wire.AssessmentSource
                {
                    SourceType = (Wire.AssessmentSourceType)source.Kind,
                    SourceId = source.Id,
                }
                : null,
            CreateTime = WireTime.OfTime(assessment.CreatedMs),
            LastUpdateTime = WireTime.OfTime(assessment.UpdatedMs),
            Feedback = assessment.Kind == AssessmentKind.Feedback
                ? new Wire.Feedback { Value = ElementOf(assessment.ValueJson), Error = error }
                : null,
            Expectation = assessment.Kind == AssessmentKind.Expectation ? ExpectationOf(assessment) : null,
            Rationale = assessment.Rationale,
            Metadata = TraceMapping.ToMap(assessment.Metadata),
            Overrides = assessment.Overrides,
            Valid = assessment.IsValid,
            Issue = assessment.Kind == AssessmentKind.Issue
                ? new Wire.IssueReference { IssueName = ElementOf(assessment.ValueJson).GetString() }
                : null,
        };
    }

    /// <exception cref="TrackingException">It is none of feedback, expectation and issue, or several.</exception>
    public static Assessment ToCore(Wire.Assessment assessment, string traceId, long nowMs)
    {
        var finding = FindingOf(assessment.Feedback, assessment.Expectation, assessment.Issue, assessment.Error)
            ?? throw ParameterErrors.Invalid(
                "An assessment needs exactly one of 'assessment.feedback', 'assessment.expectation' and " +
                "'assessment.issue'.");
        Check("assessment_name", assessment.AssessmentName, TraceRules.MaxIdLength);
        Check("assessment_id", assessment.AssessmentId, TraceRules.MaxIdLength);
        Check("span_id", assessment.SpanId, TraceRules.MaxIdLength);
        Check("source_id", assessment.Source?.SourceId, TraceRules.MaxIdLength);
        Check("overrides", assessment.Overrides, TraceRules.MaxIdLength);
        Check("rationale", assessment.Rationale, MaxTextLength);
        var metadata = TraceMapping.ToTags(assessment.Metadata);
        TraceRules.ValidateMetadata(metadata);
        return new Assessment(
            string.IsNullOrEmpty(assessment.AssessmentId)
                ? TraceRules.NewAssessmentId()
                : assessment.AssessmentId,
            traceId,
            assessment.AssessmentName!,
            finding.Kind,
            finding.ValueJson)
        {
            SerializationFormat = finding.SerializationFormat,
            Source = assessment.Source is { } source
                ? new AssessmentSource((AssessmentSourceKind)(source.SourceType ?? 0), source.SourceId)
                : null,
            SpanId = assessment.SpanId,
            CreatedMs = WireTime.ParseTime(assessment.CreateTime, "assessment.create_time") ?? nowMs,
            UpdatedMs = WireTime.ParseTime(assessment.LastUpdateTime, "assessment.last_update_time") ?? nowMs,
            Error = finding.Error,
            Rationale = assessment.Rationale,
            Metadata = metadata,
            Overrides = assessment.Overrides,
            IsValid = assessment.Valid ?? true,
        };
    }

    /// <summary>
    /// The fields that the mask names, in snake_case or camelCase; without a mask those that are set.
    /// </summary>
    public static AssessmentChange ToCore(Wire.AssessmentChange change, string? mask)
    {
        var named = mask is null ? null : NamesIn(mask);
        bool Has(string name, bool isSet) => named?.Contains(name) ?? isSet;
        Check("rationale", change.Rationale, MaxTextLength);
        Check("assessment_name", change.AssessmentName, TraceRules.MaxIdLength);
        var metadata = Has("metadata", change.Metadata is not null) ? TraceMapping.ToTags(change.Metadata) : null;
        TraceRules.ValidateMetadata(metadata ?? []);
        return new AssessmentChange
        {
            Name = Has("assessment_name", true) && change.AssessmentName is { Length: > 0 } name ? name : null,
            Finding = FindingOf(
                Has("feedback", true) ? change.Feedback : null,
                Has("expectation", true) ? change.Expectation : null,
                issue: null,
                error: null),
            Rationale = (Has("rationale", change.Rationale is not null), change.Rationale),
            Metadata = metadata,
            IsValid = Has("valid", true) ? change.Valid : null,
        };
    }

    private static HashSet<string> NamesIn(string mask)
    {
        string[] known = ["assessment_name", "feedback", "expectation", "rationale", "metadata", "valid"];
        var byName = known.ToDictionary(name => name.Replace("_", "", StringComparison.Ordinal));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in mask.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var field = path.Split('.')[0].Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
            names.Add(byName.GetValueOrDefault(field) ?? throw ParameterErrors.Invalid(
                $"Invalid update_mask '{mask}': '{path}' cannot be changed. Expected some of " +
                $"{string.Join(", ", known)}."));
        }

        return names;
    }

    private static AssessmentFinding? FindingOf(
        Wire.Feedback? feedback, Wire.Expectation? expectation, Wire.IssueReference? issue, Wire.AssessmentError? error)
    {
        if ((feedback is null ? 0 : 1) + (expectation is null ? 0 : 1) + (issue is null ? 0 : 1) != 1)
        {
            return null;
        }

        var e = feedback?.Error ?? error;
        return new AssessmentFinding(
            feedback is not null ? AssessmentKind.Feedback
                : expectation is not null ? AssessmentKind.Expectation
                : AssessmentKind.Issue,
            feedback is not null ? JsonOf(feedback.Value)
                : expectation is not null ? JsonOf(expectation)
                : JsonSerializer.Serialize(issue!.IssueName),
            expectation?.SerializedValue?.SerializationFormat,
            e is null ? null : new AssessmentError(e.ErrorCode, e.ErrorMessage, e.StackTrace));
    }

    private static string? JsonOf(Wire.Expectation expectation) => expectation.SerializedValue is { } serialized
        ? JsonSerializer.Serialize(serialized.Value)
        : JsonOf(expectation.Value);

    private static string? JsonOf(JsonElement value)
    {
        var json = value.ValueKind == JsonValueKind.Undefined ? null : value.GetRawText();
        Check("value", json, MaxTextLength);
        return json;
    }

    private static Wire.Expectation ExpectationOf(Assessment assessment)
    {
        var value = ElementOf(assessment.ValueJson);
        return assessment.SerializationFormat is { } format
            ? new Wire.Expectation
            {
                SerializedValue = new Wire.SerializedValue { SerializationFormat = format, Value = value.GetString() },
            }
            : new Wire.Expectation { Value = value };
    }

    /// <summary>A feedback always has a value, if only null.</summary>
    private static JsonElement ElementOf(string? json) => json is null ? Null : JsonElement.Parse(json);

    private static void Check(string field, string? text, int max)
    {
        if (text?.Length > max)
        {
            throw ParameterErrors.TooLong(field, max);
        }
    }
}
