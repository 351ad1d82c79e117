using Tracking.Core.Errors;

namespace Tracking.Core.Traces;

/// <summary>The exact messages that MLflow's clients see.</summary>
public static class TraceErrors
{
    public static TrackingException NotFound(string traceId) =>
        new(ErrorCode.ResourceDoesNotExist, $"Trace with ID '{traceId}' not found.");

    /// <summary>As the endpoints word it that return spans.</summary>
    public static TrackingException IsNotFound(string traceId) =>
        new(ErrorCode.ResourceDoesNotExist, $"Trace with ID {traceId} is not found.");

    /// <summary>MLflow answers with the database's own words; only its code is kept.</summary>
    public static TrackingException CannotBelongTo(string traceId) =>
        new(ErrorCode.BadRequest, $"There is no trace with ID '{traceId}' to which this could belong.");

    public static TrackingException TagNotFound(string traceId, string key) =>
        new(ErrorCode.ResourceDoesNotExist, $"No trace tag with key '{key}' for trace with ID '{traceId}'");

    public static TrackingException AssessmentNotFound(string traceId, string assessmentId) =>
        new(ErrorCode.ResourceDoesNotExist, $"Assessment with ID '{assessmentId}' not found for trace '{traceId}'");

    public static TrackingException NotComplete(string traceId, int stored, long announced) =>
        new(ErrorCode.NotFound,
            $"Trace with ID {traceId} is not fully exported yet: {stored} of {announced} spans are here. Retry, or " +
            "ask for it with allow_partial.");

    public static TrackingException OtherExperiment(string traceId, long experimentId) =>
        new(ErrorCode.InvalidParameterValue,
            $"Trace with ID '{traceId}' belongs to experiment {experimentId} already. A trace keeps its experiment.");

    public static TrackingException OtherKind(string assessmentId, AssessmentKind kind) =>
        new(ErrorCode.InvalidParameterValue,
            $"Assessment '{assessmentId}' is of kind {kind}; it cannot be changed into another.");

    public static TrackingException TooManySpans(string traceId, long spans) =>
        new(ErrorCode.InvalidParameterValue,
            $"Trace with ID '{traceId}' would have {spans} spans, at most {TraceRules.MaxSpans} are kept.");
}
