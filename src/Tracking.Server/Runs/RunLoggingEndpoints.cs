using Tracking.Contracts;
using Tracking.Contracts.Metrics;
using Tracking.Contracts.Runs;
using Tracking.Core;
using Tracking.Core.Lifecycle;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Runs;

/// <summary>What a run logs about itself: metrics, params and tags.</summary>
internal sealed class RunLoggingEndpoints(IRunStore store, HeartbeatWatch heartbeats, bool truncateLongValues)
    : IEndpointGroup, IDisposable
{
    /// <summary>runs/log-model reads a tag and writes it back.</summary>
    private readonly SemaphoreSlim _historyGate = new(1, 1);

    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.Runs.LogMetric, LogMetricAsync);
        routes.Map(Routes.Runs.LogParam, LogParamAsync);
        routes.Map(Routes.Runs.SetTag, SetTagAsync);
        routes.Map(Routes.Runs.DeleteTag, (request, token) =>
            store.DeleteTagAsync(request.RunId!, request.Key!, token));
        routes.Map(Routes.Runs.LogBatch, LogBatchAsync);
        routes.Map(Routes.Runs.LogModel, LogModelAsync);
    }

    public void Dispose() => _historyGate.Dispose();

    private Task LogMetricAsync(LogMetricRequest request, CancellationToken cancellationToken)
    {
        var point = new MetricPoint(request.Step ?? 0, request.Timestamp!.Value, request.Value!.Value);
        var metric = new LoggedMetric(request.Key!, point)
        {
            Link = RunMapping.LinkOf(request.ModelId, request.DatasetName, request.DatasetDigest),
        };
        var accepted = MetricRules.Accept(metric, index: null);
        return LogAsync(new RunBatch(request.RunId!, [accepted], [], []), cancellationToken);
    }

    private Task LogParamAsync(LogParamRequest request, CancellationToken cancellationToken)
    {
        var param = RunRules.Accept(new Core.Runs.Param(request.Key!, request.Value ?? ""), null, truncateLongValues);
        var batch = new RunBatch(request.RunId!, [], [param], []) { IsSingleParam = true };
        return LogAsync(batch, cancellationToken);
    }

    private Task SetTagAsync(SetTagRequest request, CancellationToken cancellationToken)
    {
        var tag = RunRules.Accept(new Tag(request.Key!, request.Value ?? ""), index: null, truncateLongValues);
        return store.LogAsync(new RunBatch(request.RunId!, [], [], [tag]), cancellationToken);
    }

    private Task LogBatchAsync(LogBatchRequest request, CancellationToken cancellationToken)
    {
        var batch = new RunBatch(
            request.RunId!,
            request.Metrics.ToCore(RunMapping.MetricToCore),
            request.Params.ToCore(RunMapping.ParamToCore),
            request.Tags.ToCore(RunMapping.TagToCore));
        return LogAsync(RunRules.Accept(batch, truncateLongValues), cancellationToken);
    }

    private Task LogAsync(RunBatch batch, CancellationToken cancellationToken)
    {
        heartbeats.Sign(batch.RunId);
        return store.LogAsync(batch, cancellationToken);
    }

    private async Task LogModelAsync(LogModelRequest request, CancellationToken cancellationToken)
    {
        await _historyGate.WaitAsync(cancellationToken);
        try
        {
            var run = await store.GetAsync(request.RunId!, cancellationToken);
            var known = run.Tags.FirstOrDefault(tag => tag.Key == LoggedModelHistory.Tag).Value;
            var history = new Tag(LoggedModelHistory.Tag, LoggedModelHistory.Append(known, request.ModelJson!));
            await store.LogAsync(new RunBatch(request.RunId!, [], [], [history]), cancellationToken);
        }
        finally
        {
            _historyGate.Release();
        }
    }
}
