using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tracking.TestKit.Otlp;

/// <summary>Takes what an OpenTelemetry exporter sends over HTTP, in protobuf or JSON, and reads it.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly Func<Task> _beforeAnswer;
    private readonly int _status;
    private readonly WebApplication _app;

    private OtlpCollector(int status, Func<Task> beforeAnswer)
    {
        _status = status;
        _beforeAnswer = beforeAnswer;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public IEnumerable<string> Paths => _requests.Select(request => request.Path).Distinct();

    public IReadOnlyList<ReceivedSpan> Spans => [.. _requests.SelectMany(request => request.Spans)];

    public IReadOnlyList<ReceivedMetric> Metrics => [.. _requests.SelectMany(request => request.Metrics)];

    /// <param name="status">What it answers.</param>
    /// <param name="beforeAnswer">May hold an answer back.</param>
    public static async Task<OtlpCollector> StartAsync(int status = 200, Func<Task>? beforeAnswer = null)
    {
        var collector = new OtlpCollector(status, beforeAnswer ?? (() => Task.CompletedTask));
        await collector._app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Enqueue(ReceivedRequest.Read(context.Request.Path.Value!, headers, body.ToArray()));
        await _beforeAnswer();
        context.Response.StatusCode = _status;
    }
}
