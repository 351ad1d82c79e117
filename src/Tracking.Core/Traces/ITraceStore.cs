using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;

namespace Tracking.Core.Traces;

/// <summary>Keeps traces and their spans. Refusals come from <see cref="TraceErrors"/>.</summary>
public interface ITraceStore
{
    /// <summary>
    /// Tells the authoritative facts of a trace. One that is there already keeps its tags, metadata and previews
    /// but for what is told anew; the rest is replaced.
    /// </summary>
    Task<StartedTrace> StartAsync(TraceInfo trace, CancellationToken cancellationToken);

    /// <summary>
    /// Adds spans of one trace, which is made if it is not there; a span that is there is replaced. Until the trace is
    /// told by <see cref="StartAsync"/>, its facts follow from its spans.
    /// </summary>
    Task LogSpansAsync(long experimentId, SpanBatch batch, CancellationToken cancellationToken);

    /// <summary>Starts a trace of version 2 of the API, which ends with <see cref="EndAsync"/>.</summary>
    Task<TraceInfo> BeginAsync(TraceInfo trace, CancellationToken cancellationToken);

    Task<TraceInfo> EndAsync(TraceEnd end, CancellationToken cancellationToken);

    Task<TraceInfo> GetInfoAsync(string traceId, CancellationToken cancellationToken);

    /// <summary>In the order of the ids; those that do not exist are left out.</summary>
    Task<IReadOnlyList<TraceInfo>> GetInfosAsync(
        IReadOnlyList<string> traceIds, CancellationToken cancellationToken);

    /// <summary>In the order of the ids; those that do not exist are left out.</summary>
    Task<IReadOnlyList<Trace>> GetAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken);

    Task<Page<TraceInfo>> SearchAsync(TraceQuery query, CancellationToken cancellationToken);

    Task SetTagAsync(string traceId, Tag tag, CancellationToken cancellationToken);

    Task DeleteTagAsync(string traceId, string key, CancellationToken cancellationToken);

    /// <summary>Where the files of the traces lie that were deleted; they are the caller's to delete.</summary>
    Task<IReadOnlyList<string>> DeleteAsync(TraceDeletion deletion, CancellationToken cancellationToken);

    /// <summary>Traces that do not exist are linked to nothing.</summary>
    Task LinkToRunAsync(IReadOnlyList<string> traceIds, string runId, CancellationToken cancellationToken);

    Task LinkPromptsAsync(
        string traceId, IReadOnlyList<PromptReference> prompts, CancellationToken cancellationToken);
}

/// <summary>Keeps the assessments of traces. Refusals come from <see cref="TraceErrors"/>.</summary>
public interface IAssessmentStore
{
    /// <summary>What it overrides is no longer valid.</summary>
    Task<Assessment> CreateAsync(Assessment assessment, CancellationToken cancellationToken);

    Task<Assessment> GetAsync(string traceId, string assessmentId, CancellationToken cancellationToken);

    Task<Assessment> UpdateAsync(
        string traceId, string assessmentId, AssessmentChange change, CancellationToken cancellationToken);

    /// <summary>What it overrode is valid again. Deleting what is not there is no error.</summary>
    Task DeleteAsync(string traceId, string assessmentId, CancellationToken cancellationToken);
}

/// <summary>Counts and aggregates traces.</summary>
public interface ITraceStatistics
{
    /// <summary>Groups in the order of their dimensions.</summary>
    Task<Page<TraceMetricGroup>> AggregateAsync(TraceMetricQuery query, CancellationToken cancellationToken);

    /// <summary>How many traces each filter matches, both do, and there are.</summary>
    Task<FilterCounts> CountAsync(
        IReadOnlyList<long> experimentIds, FilterPair filters, CancellationToken cancellationToken);
}

/// <summary>A search for traces; <see cref="MaxResults"/> is at least 1.</summary>
public sealed record TraceQuery(
    IReadOnlyList<long> ExperimentIds,
    Predicate? Filter,
    IReadOnlyList<OrderTerm> Order,
    int MaxResults,
    string? PageToken);

/// <summary>Which traces of an experiment to delete: those named, or the oldest up to a time.</summary>
public sealed record TraceDeletion(
    long ExperimentId, IReadOnlyList<string> TraceIds, long? MaxTimestampMs, int? MaxTraces);
