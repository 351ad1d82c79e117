using System.Text.Json;
using Tracking.Client.Internal.Runs;
using Tracking.Contracts;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Runs;

/// <content>Params, tags and metrics whose arrival, or refusal, can be awaited.</content>
public sealed partial class ActiveRun
{
    private const int MaxSettingsPerBatch = 100;

    /// <summary>Logs a parameter and waits for the server; the same key with another value is an error.</summary>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">Written in the invariant culture; null as an empty text.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task LogParamAsync(string key, object? value, CancellationToken cancellationToken = default)
    {
        if (await IsKeptAsync(cancellationToken))
            LogParam(key, value);
        else
            await _services.Client.Runs.LogParamAsync(Id, key, ParamText.Of(value), cancellationToken);
    }

    /// <summary>Logs parameters, 100 at a time, and waits for the server; each key once.</summary>
    /// <param name="parameters">Keys and values, as <see cref="LogParamAsync"/> takes them.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task LogParamsAsync(
        IEnumerable<KeyValuePair<string, object?>> parameters,
        CancellationToken cancellationToken = default)
    {
        if (await IsKeptAsync(cancellationToken))
        {
            LogParams(parameters);
            return;
        }

        foreach (var chunk in parameters.Select(each => new Param { Key = each.Key, Value = ParamText.Of(each.Value) })
            .Chunk(MaxSettingsPerBatch))
            await _services.Client.Runs.LogBatchAsync(
                new LogBatchRequest { RunId = Open().Id, Params = chunk }, cancellationToken);
    }

    /// <summary>Logs a point of a metric, as <see cref="LogMetric"/> does: it does not wait for the server.</summary>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">Any number; NaN is kept.</param>
    /// <param name="step">Such as the epoch.</param>
    /// <param name="cancellationToken">Looked at before.</param>
    public Task LogMetricAsync(string key, double value, long step = 0, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        LogMetric(key, value, step);
        return Task.CompletedTask;
    }

    /// <summary>Logs a point of several metrics, as <see cref="LogMetricAsync"/> does.</summary>
    /// <param name="metrics">Keys and values.</param>
    /// <param name="step">Such as the epoch.</param>
    /// <param name="cancellationToken">Looked at before.</param>
    public Task LogMetricsAsync(
        IEnumerable<KeyValuePair<string, double>> metrics,
        long step = 0,
        CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        LogMetrics(metrics, step);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Waits until everything logged so far has reached the server, at most for <c>SpoolOptions.Patience</c>. At once
    /// for an offline run, whose spool is forced to the disk.
    /// </summary>
    /// <param name="cancellationToken">Cancels the waiting, not the sending.</param>
    /// <exception cref="TrackingClientException">
    /// Something was lost since the last time, which says how much and why; or the server is away, and it lies in the
    /// spool (<see cref="TrackingClientException.DeadlineExceeded"/>).
    /// </exception>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _spool.FlushAsync(cancellationToken);

    /// <summary>Sets a tag, replacing its value, and waits for the server.</summary>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">At most 8,000 characters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task SetTagAsync(string key, string value, CancellationToken cancellationToken = default)
    {
        if (await IsKeptAsync(cancellationToken))
            SetTag(key, value);
        else
            await _services.Client.Runs.SetTagAsync(Id, key, value, cancellationToken);
    }

    /// <summary>Sets tags, 100 at a time, replacing their values, and waits for the server.</summary>
    /// <param name="tags">Keys and values.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task SetTagsAsync(
        IEnumerable<KeyValuePair<string, string>> tags,
        CancellationToken cancellationToken = default)
    {
        if (await IsKeptAsync(cancellationToken))
        {
            SetTags(tags);
            return;
        }

        foreach (var chunk in tags.Select(tag => new RunTag { Key = tag.Key, Value = tag.Value })
            .Chunk(MaxSettingsPerBatch))
            await _services.Client.Runs.LogBatchAsync(
                new LogBatchRequest { RunId = Open().Id, Tags = chunk }, cancellationToken);
    }

    /// <summary>
    /// Sends something else of the run, or keeps it in the spool of an offline run. POST routes only.
    /// </summary>
    internal async Task SendAsync<TRequest>(
        Route<TRequest, EmptyMessage> route, TRequest request, CancellationToken cancellationToken)
        where TRequest : class
    {
        if (await IsKeptAsync(cancellationToken))
            _spool.LogCall(route.Path, JsonSerializer.SerializeToUtf8Bytes(request, route.Request));
        else
            await _services.Api.SendAsync(route, request, cancellationToken);
    }

    /// <summary>
    /// Whether the run is offline, so that everything goes into the spool. Otherwise, what was logged without waiting
    /// arrives before what follows.
    /// </summary>
    private async Task<bool> IsKeptAsync(CancellationToken cancellationToken)
    {
        if (Open()._spool.IsOffline)
            return true;
        await _spool.SettingsDeliveredAsync(cancellationToken);
        return false;
    }
}
