using System.Globalization;
using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Experiments;
using Tracking.Core.Traces;
using Tracking.Server.Experiments;
using Wire = Tracking.Contracts.Traces;

namespace Tracking.Server.Traces;

/// <summary>Traces between the wire and the domain.</summary>
internal static class TraceMapping
{
    public static Wire.Trace ToWire(this Trace trace) => new()
    {
        TraceInfo = trace.Info.ToWire(),
        Spans = trace.Spans.ToWire(SpanMapping.ToWire),
    };

    public static Wire.TraceInfo ToWire(this TraceInfo trace) => new()
    {
        TraceId = trace.TraceId,
        ClientRequestId = trace.ClientRequestId,
        TraceLocation = LocationOf(trace.ExperimentId),
        RequestTime = WireTime.OfTime(trace.TimestampMs),
        ExecutionDuration = trace.DurationMs is { } duration ? WireTime.OfDuration(duration) : null,
        State = (Wire.TraceState)trace.State,
        TraceMetadata = ToMap(trace.Metadata),
        Assessments = trace.Assessments.ToWire(AssessmentMapping.ToWire),
        Tags = ToMap(trace.Tags),
        RequestPreview = trace.RequestPreview,
        ResponsePreview = trace.ResponsePreview,
    };

    public static Wire.LegacyTraceInfo ToLegacy(this TraceInfo trace) => new()
    {
        RequestId = trace.TraceId,
        ExperimentId = Text(trace.ExperimentId),
        TimestampMs = trace.TimestampMs,
        ExecutionTimeMs = trace.DurationMs ?? 0,
        Status = (Wire.TraceStatus)trace.State,
        RequestMetadata = trace.Metadata.ToWire(ToLegacy),
        Tags = trace.Tags.ToWire(ToLegacy),
    };

    /// <exception cref="TrackingException">The trace tells no experiment, or what no trace may hold.</exception>
    public static TraceInfo ToCore(this Wire.TraceInfo? trace, long nowMs)
    {
        var experiment = trace?.TraceLocation?.MlflowExperiment?.ExperimentId;
        if (trace is null || string.IsNullOrEmpty(trace.TraceId) || string.IsNullOrEmpty(experiment))
        {
            // MLflow answers with its database's complaint about a column; only the code is kept.
            throw new TrackingException(
                ErrorCode.BadRequest,
                "A trace needs 'trace_info.trace_id' and an experiment to lie in: " +
                "'trace_info.trace_location.mlflow_experiment.experiment_id'.");
        }

        var core = new TraceInfo(
            trace.TraceId,
            ExperimentRules.ParseId(experiment),
            WireTime.ParseTime(trace.RequestTime, "trace_info.request_time") ?? 0,
            WireTime.ParseDuration(trace.ExecutionDuration, "trace_info.execution_duration"),
            (TraceState)(trace.State ?? Wire.TraceState.Unspecified))
        {
            ClientRequestId = trace.ClientRequestId,
            RequestPreview = trace.RequestPreview,
            ResponsePreview = trace.ResponsePreview,
            Metadata = ToTags(trace.TraceMetadata),
            Tags = ToTags(trace.Tags),
            Assessments = trace.Assessments.ToCore(a => AssessmentMapping.ToCore(a, trace.TraceId, nowMs)),
        };
        TraceRules.ValidateInfo(core);
        return core;
    }

    public static Tag ToCore(this Wire.TraceTag tag) => new(tag.Key!, tag.Value ?? "");

    public static Tag[] ToTags(IReadOnlyDictionary<string, string>? map) =>
        map is null ? [] : [.. map.Select(entry => new Tag(entry.Key, entry.Value))];

    /// <summary>An empty map is not written.</summary>
    public static IReadOnlyDictionary<string, string>? ToMap(IReadOnlyList<Tag> tags) =>
        tags.Count == 0 ? null : tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);

    public static TraceDeletion ToCore(this Wire.DeleteTracesRequest request)
    {
        var deletion = new TraceDeletion(
            ExperimentRules.ParseId(request.ExperimentId!),
            request.RequestIds ?? [],
            request.MaxTimestampMillis,
            request.MaxTraces);
        TraceRules.ValidateDeletion(deletion);
        return deletion;
    }

    private static Wire.TraceLocation LocationOf(long experimentId) => new()
    {
        Type = Wire.TraceLocationType.MlflowExperiment,
        MlflowExperiment = new Wire.MlflowExperimentLocation { ExperimentId = Text(experimentId) },
    };

    private static Wire.TraceTag ToLegacy(Tag tag) => new() { Key = tag.Key, Value = tag.Value };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
