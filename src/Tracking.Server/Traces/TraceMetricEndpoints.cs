using Tracking.Contracts;
using Tracking.Contracts.Traces;
using Tracking.Core.Errors;
using Tracking.Core.Search;
using Tracking.Core.Traces;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Traces;

/// <summary>What traces come to in numbers: traces/metrics and the correlation of filters.</summary>
internal sealed class TraceMetricEndpoints(ITraceStatistics statistics) : IEndpointGroup
{
    private const long MsPerSecond = 1_000;

    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.Traces.QueryMetrics, QueryAsync);
        routes.Map(Routes.Traces.CalculateFilterCorrelation, CorrelateAsync);
    }

    private async Task<QueryTraceMetricsResponse> QueryAsync(
        QueryTraceMetricsRequest request, CancellationToken cancellationToken)
    {
        var query = QueryOf(request);
        TraceMetricRules.Validate(query);
        var page = await statistics.AggregateAsync(query, cancellationToken);
        return new QueryTraceMetricsResponse
        {
            DataPoints = page.Items.ToWire(group => new MetricDataPoint
            {
                MetricName = query.Metric,
                Dimensions = DimensionsOf(query, group),
                Values = ValuesOf(query, group),
            }),
            NextPageToken = page.NextPageToken,
        };
    }

    private async Task<CalculateFilterCorrelationResponse> CorrelateAsync(
        CalculateFilterCorrelationRequest request, CancellationToken cancellationToken)
    {
        var filters = new FilterPair(
            TraceSearchLanguage.ParseFilter(request.FilterString1),
            TraceSearchLanguage.ParseFilter(request.FilterString2),
            TraceSearchLanguage.ParseFilter(request.BaseFilter));
        var counts = await statistics.CountAsync(
            ExperimentMapping.IdsOf(request.ExperimentIds), filters, cancellationToken);
        return new CalculateFilterCorrelationResponse
        {
            Npmi = FilterCorrelation.Npmi(counts),
            NpmiSmoothed = FilterCorrelation.Smoothed(counts),
            Filter1Count = (int)counts.First,
            Filter2Count = (int)counts.Second,
            JointCount = (int)counts.Joint,
            TotalCount = (int)counts.Total,
        };
    }

    private static TraceMetricQuery QueryOf(QueryTraceMetricsRequest request)
    {
        var view = (TraceMetricView)request.ViewType!.Value;
        if (request.Filters?.Count > TraceMetricRules.MaxFilters)
        {
            throw ParameterErrors.Invalid(
                $"'filters' has {request.Filters.Count} items, at most {TraceMetricRules.MaxFilters} are allowed");
        }

        return new TraceMetricQuery(
            ExperimentMapping.IdsOf(request.ExperimentIds),
            view,
            request.MetricName!,
            request.Aggregations.ToCore(a => new TraceAggregation(
                (TraceAggregationKind)a.AggregationType!.Value,
                a.AggregationType is AggregationType.Percentile ? a.PercentileValue : null)),
            new TraceMetricScope(
                request.Filters.ToCore(filter => TraceMetricRules.ParseFilter(filter, view)),
                request.TimeIntervalSeconds is { } seconds and not 0 ? IntervalOf(seconds) : null,
                request.StartTimeMs,
                request.EndTimeMs),
            request.Dimensions ?? [])
        {
            MaxResults = PageLimit.OfBody(
                request.MaxResults, TraceMetricRules.DefaultResults, TraceMetricRules.MaxResults),
            PageToken = request.PageToken,
        };
    }

    private static long IntervalOf(long seconds) => Math.Abs(seconds) <= int.MaxValue
        ? seconds * MsPerSecond
        : throw ParameterErrors.Invalid($"time_interval_seconds must be at most {int.MaxValue}, got {seconds}");

    private static Dictionary<string, string>? DimensionsOf(TraceMetricQuery query, TraceMetricGroup group)
    {
        var dimensions = new Dictionary<string, string>(StringComparer.Ordinal);
        if (group.BucketText is { } bucket)
        {
            dimensions.Add("time_bucket", bucket);
        }

        foreach (var (name, value) in query.Dimensions.Zip(group.Dimensions))
        {
            dimensions.Add(name, value);
        }

        return dimensions.Count == 0 ? null : dimensions;
    }

    private static Dictionary<string, double> ValuesOf(TraceMetricQuery query, TraceMetricGroup group)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (aggregation, value) in query.Aggregations.Zip(group.Values))
        {
            if (value is { } number)
            {
                values[aggregation.Name] = number;
            }
        }

        return values;
    }
}
