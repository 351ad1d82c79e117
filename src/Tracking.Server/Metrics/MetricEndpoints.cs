using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracking.Contracts;
using Tracking.Contracts.Metrics;
using Tracking.Core.Errors;
using Tracking.Core.Metrics;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Metrics;

/// <summary>Histories of metrics: whole, in pages, sampled for a chart.</summary>
internal sealed class MetricEndpoints(IMetricStore store) : IEndpointGroup
{
    private const int MaxRunsPerRequest = 100;
    private const int MaxSampledPoints = 2500;
    private const int MaxBulkPoints = 25_000;
    private const int MinPoints = 4;
    private const int UsualPoints = 1_000;

    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.Metrics.GetHistory, WriteHistoryAsync);
        routes.Map(Routes.Metrics.GetHistoryBulkInterval, GetSampledAsync);
        routes.Map(Routes.Metrics.Sample, SampleAsync);
        routes.MapPage(["GET"], "/ajax-api/2.0/mlflow/metrics/get-history-bulk", WriteBulkAsync);
    }

    private Task WriteHistoryAsync(HttpContext context, GetMetricHistoryRequest request)
    {
        return new HistoryAnswer(context, store).WriteAsync(
            request.RunId!, request.MetricKey!, request.MaxResults, request.PageToken);
    }

    private async Task<GetMetricHistoryBulkIntervalResponse> GetSampledAsync(
        GetMetricHistoryBulkIntervalRequest request, CancellationToken cancellationToken)
    {
        CheckInterval(request);
        var series = await store.GetSampledAsync(
            request.RunIds!,
            request.MetricKey!,
            request.StartStep,
            request.EndStep,
            request.MaxResults ?? MaxSampledPoints,
            cancellationToken);
        var metrics = series.SelectMany(run => run.Points.Select(point => new MetricWithRunId
        {
            Key = request.MetricKey,
            Value = point.Value,
            Timestamp = point.TimestampMs,
            Step = point.Step,
            RunId = run.RunId,
        })).ToList();
        return new GetMetricHistoryBulkIntervalResponse { Metrics = metrics.Count == 0 ? null : metrics };
    }

    private async Task<SampleMetricResponse> SampleAsync(
        SampleMetricRequest request, CancellationToken cancellationToken)
    {
        CheckSample(request);
        var series = await store.GetSampledAsync(
            request.RunIds!,
            request.MetricKey!,
            request.StartStep,
            request.EndStep,
            request.MaxPoints ?? UsualPoints,
            cancellationToken);
        return new SampleMetricResponse { Series = [.. series.Select(ColumnsOf)] };
    }

    private static SampledSeries ColumnsOf(RunSeries series)
    {
        var points = series.Points;
        var (steps, times, values) = (new long[points.Count], new long[points.Count], new double[points.Count]);
        for (var i = 0; i < points.Count; i++)
        {
            (steps[i], times[i], values[i]) = (points[i].Step, points[i].TimestampMs, points[i].Value);
        }

        return new SampledSeries
        {
            RunId = series.RunId,
            Steps = steps,
            Timestamps = times,
            Values = values,
            Total = series.Total,
            Nans = series.Nans > 0 ? series.Nans : null,
        };
    }

    private static void CheckSample(SampleMetricRequest request)
    {
        if (request.RunIds!.Count > MaxRunsPerRequest)
        {
            throw ParameterErrors.Invalid(
                $"'run_ids' has {request.RunIds.Count} ids, expected 1 to {MaxRunsPerRequest}.");
        }

        if (request.MaxPoints is < MinPoints or > MaxSampledPoints)
        {
            throw ParameterErrors.Invalid(
                $"'max_points' is {request.MaxPoints}, expected {MinPoints} to {MaxSampledPoints}.");
        }

        if (request.StartStep > request.EndStep)
        {
            throw ParameterErrors.Invalid(
                $"'start_step' is {request.StartStep} and 'end_step' {request.EndStep}, expected none before it.");
        }
    }

    private static void CheckInterval(GetMetricHistoryBulkIntervalRequest request)
    {
        const string SeeDocs = "See the API docs for more information about request parameters.";
        if (request.RunIds!.Count > MaxRunsPerRequest)
        {
            throw ParameterErrors.Invalid(
                $"GetMetricHistoryBulkInterval request must specify at most {MaxRunsPerRequest} run_ids. " +
                $"Received {request.RunIds.Count} run_ids. {SeeDocs}");
        }

        if (request.MaxResults is < 1 or > MaxSampledPoints)
        {
            throw ParameterErrors.Invalid($"max_results must be between 1 and {MaxSampledPoints}. {SeeDocs}");
        }

        if (request.StartStep is null != request.EndStep is null)
        {
            throw ParameterErrors.Invalid("If either start step or end step are specified, both must be specified.");
        }

        if (request.StartStep > request.EndStep)
        {
            throw ParameterErrors.Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"end_step must be greater than start_step. " +
                $"Found start_step={request.StartStep} and end_step={request.EndStep}."));
        }
    }

    private Task WriteBulkAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var runs = query["run_id"];
        var key = query["metric_key"].ToString();
        if (runs.Count == 0)
        {
            throw ParameterErrors.Invalid("GetMetricHistoryBulk request must specify at least one run_id.");
        }

        if (runs.Count > MaxRunsPerRequest)
        {
            throw ParameterErrors.Invalid(
                $"GetMetricHistoryBulk request cannot specify more than {MaxRunsPerRequest} run_ids. " +
                $"Received {runs.Count} run_ids.");
        }

        if (key.Length == 0)
        {
            throw ParameterErrors.Invalid("GetMetricHistoryBulk request must specify a metric_key.");
        }

        var limit = int.TryParse(query["max_results"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, MaxBulkPoints)
            : MaxBulkPoints;
        return new HistoryAnswer(context, store).WriteBulkAsync([.. runs.Select(run => run ?? "")], key, limit);
    }
}
