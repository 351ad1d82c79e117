using Tracking.Contracts.Traces;
using static Tracking.Contracts.Json.WireJson;

namespace Tracking.Contracts;

/// <content>Traces, their assessments, and version 2 of both.</content>
public static partial class Routes
{
    public static class Traces
    {
        public static Route<StartTraceRequest, TraceResponse> Start { get; } =
            new("POST", "3.0/mlflow/traces", Default.StartTraceRequest, Default.TraceResponse);

        public static Route<GetTraceInfoRequest, TraceResponse> GetInfo { get; } =
            new("GET", "3.0/mlflow/traces/{trace_id}", Default.GetTraceInfoRequest, Default.TraceResponse);

        public static Route<GetTraceRequest, TraceResponse> Get { get; } =
            new("GET", "3.0/mlflow/traces/get", Default.GetTraceRequest, Default.TraceResponse);

        public static Route<BatchGetTracesRequest, BatchGetTracesResponse> BatchGet { get; } =
            new(
                "GET",
                "3.0/mlflow/traces/batchGet",
                Default.BatchGetTracesRequest,
                Default.BatchGetTracesResponse);

        public static Route<BatchGetTracesRequest, BatchGetTraceInfosResponse> BatchGetInfos { get; } =
            new(
                "POST",
                "3.0/mlflow/traces/batchGetInfos",
                Default.BatchGetTracesRequest,
                Default.BatchGetTraceInfosResponse);

        public static Route<SearchTracesRequest, SearchTracesResponse> Search { get; } =
            new("POST", "3.0/mlflow/traces/search", Default.SearchTracesRequest, Default.SearchTracesResponse);

        public static Route<DeleteTracesRequest, DeleteTracesResponse> Delete { get; } =
            new("POST", "3.0/mlflow/traces/delete-traces", Default.DeleteTracesRequest, Default.DeleteTracesResponse);

        public static Route<SetTraceTagRequest, EmptyMessage> SetTag { get; } =
            new("PATCH", "3.0/mlflow/traces/{trace_id}/tags", Default.SetTraceTagRequest, Default.EmptyMessage);

        public static Route<DeleteTraceTagRequest, EmptyMessage> DeleteTag { get; } =
            new("DELETE", "3.0/mlflow/traces/{trace_id}/tags", Default.DeleteTraceTagRequest, Default.EmptyMessage);

        public static Route<LinkTracesToRunRequest, EmptyMessage> LinkToRun { get; } =
            new("POST", "2.0/mlflow/traces/link-to-run", Default.LinkTracesToRunRequest, Default.EmptyMessage);

        public static Route<LinkPromptsToTraceRequest, EmptyMessage> LinkPrompts { get; } =
            new("POST", "2.0/mlflow/traces/link-prompts", Default.LinkPromptsToTraceRequest, Default.EmptyMessage);

        public static Route<QueryTraceMetricsRequest, QueryTraceMetricsResponse> QueryMetrics { get; } =
            new(
                "POST",
                "3.0/mlflow/traces/metrics",
                Default.QueryTraceMetricsRequest,
                Default.QueryTraceMetricsResponse);

        public static Route<
            CalculateFilterCorrelationRequest,
            CalculateFilterCorrelationResponse> CalculateFilterCorrelation { get; } =
            new(
                "POST",
                "3.0/mlflow/traces/calculate-filter-correlation",
                Default.CalculateFilterCorrelationRequest,
                Default.CalculateFilterCorrelationResponse);
    }

    public static class Assessments
    {
        public static Route<CreateAssessmentRequest, AssessmentResponse> Create { get; } =
            new(
                "POST",
                "3.0/mlflow/traces/{trace_id}/assessments",
                Default.CreateAssessmentRequest,
                Default.AssessmentResponse);

        public static Route<AssessmentRequest, AssessmentResponse> Get { get; } =
            new(
                "GET",
                "3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}",
                Default.AssessmentRequest,
                Default.AssessmentResponse);

        public static Route<UpdateAssessmentRequest, AssessmentResponse> Update { get; } =
            new(
                "PATCH",
                "3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}",
                Default.UpdateAssessmentRequest,
                Default.AssessmentResponse);

        public static Route<AssessmentRequest, EmptyMessage> Delete { get; } =
            new(
                "DELETE",
                "3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}",
                Default.AssessmentRequest,
                Default.EmptyMessage);
    }

    /// <summary>Version 2 of the trace API, which older clients use.</summary>
    public static class LegacyTraces
    {
        public static Route<LegacyStartTraceRequest, LegacyTraceInfoResponse> Start { get; } =
            new("POST", "2.0/mlflow/traces", Default.LegacyStartTraceRequest, Default.LegacyTraceInfoResponse);

        public static Route<LegacyEndTraceRequest, LegacyTraceInfoResponse> End { get; } =
            new(
                "PATCH",
                "2.0/mlflow/traces/{request_id}",
                Default.LegacyEndTraceRequest,
                Default.LegacyTraceInfoResponse);

        public static Route<LegacyTraceInfoRequest, LegacyTraceInfoResponse> GetInfo { get; } =
            new(
                "GET",
                "2.0/mlflow/traces/{request_id}/info",
                Default.LegacyTraceInfoRequest,
                Default.LegacyTraceInfoResponse);

        public static Route<LegacySearchTracesRequest, LegacySearchTracesResponse> Search { get; } =
            new(
                "GET",
                "2.0/mlflow/traces",
                Default.LegacySearchTracesRequest,
                Default.LegacySearchTracesResponse);

        public static Route<LegacySearchTracesRequest, LegacySearchTracesResponse> SearchUnified { get; } =
            new(
                "GET",
                "2.0/mlflow/unified-traces",
                Default.LegacySearchTracesRequest,
                Default.LegacySearchTracesResponse);

        public static Route<DeleteTracesRequest, DeleteTracesResponse> Delete { get; } =
            new("POST", "2.0/mlflow/traces/delete-traces", Default.DeleteTracesRequest, Default.DeleteTracesResponse);

        public static Route<LegacySetTraceTagRequest, EmptyMessage> SetTag { get; } =
            new("PATCH", "2.0/mlflow/traces/{request_id}/tags", Default.LegacySetTraceTagRequest, Default.EmptyMessage);

        public static Route<LegacyDeleteTraceTagRequest, EmptyMessage> DeleteTag { get; } =
            new(
                "DELETE",
                "2.0/mlflow/traces/{request_id}/tags",
                Default.LegacyDeleteTraceTagRequest,
                Default.EmptyMessage);
    }
}
