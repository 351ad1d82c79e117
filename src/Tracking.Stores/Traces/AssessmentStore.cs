using Tracking.Core.Traces;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Traces;

/// <summary>Keeps the assessments of traces.</summary>
internal sealed class AssessmentStore(StoreDatabase database) : IAssessmentStore
{
    public Task<Assessment> CreateAsync(Assessment assessment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        return database.WriteAsync(
            session =>
            {
                // Locked, so that it is not deleted before the assessment is there.
                var trace = TraceRow.Lock(session, assessment.TraceId)
                    ?? throw TraceErrors.CannotBelongTo(assessment.TraceId);
                AssessmentRows.Insert(session, trace.Key, assessment);
                return Require(session, assessment.TraceId, assessment.AssessmentId).Assessment;
            },
            cancellationToken);
    }

    public Task<Assessment> GetAsync(string traceId, string assessmentId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Require(session, traceId, assessmentId).Assessment, cancellationToken);

    public Task<Assessment> UpdateAsync(
        string traceId, string assessmentId, AssessmentChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return database.WriteAsync(
            session =>
            {
                _ = TraceRow.Lock(session, traceId);
                var changed = Apply(Require(session, traceId, assessmentId).Assessment, change, session.NowMs);
                AssessmentRows.Update(session, changed);
                return changed;
            },
            cancellationToken);
    }

    public Task DeleteAsync(string traceId, string assessmentId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                if (AssessmentRows.Find(session, traceId, assessmentId) is not { } found)
                {
                    return;
                }

                AssessmentRows.Delete(session, assessmentId);
                if (found.Assessment is { Overrides: { } overridden, IsValid: true })
                {
                    AssessmentRows.MarkValid(session, found.TraceKey, overridden, isValid: true);
                }
            },
            cancellationToken);

    private static Assessment Apply(Assessment known, AssessmentChange change, long nowMs)
    {
        if (change.Finding is { } finding && finding.Kind != known.Kind)
        {
            throw TraceErrors.OtherKind(known.AssessmentId, known.Kind);
        }

        var changed = change.Finding is { } found
            ? known with
            {
                ValueJson = found.ValueJson,
                SerializationFormat = found.SerializationFormat,
                Error = found.Error,
            }
            : known;
        return changed with
        {
            Name = change.Name ?? known.Name,
            Rationale = change.Rationale.IsSet ? change.Rationale.Value : known.Rationale,
            Metadata = change.Metadata ?? known.Metadata,
            IsValid = change.IsValid ?? known.IsValid,
            UpdatedMs = nowMs,
        };
    }

    private static (long TraceKey, Assessment Assessment) Require(
        StoreSession session, string traceId, string assessmentId) =>
        AssessmentRows.Find(session, traceId, assessmentId)
            ?? throw TraceErrors.AssessmentNotFound(traceId, assessmentId);
}
