using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Operations.Logging;

/// <summary>
/// A line per request: method, path without its query, status, times, caller. Never a header, key or body. Written
/// behind the requests; lines that the reader is too slow for are counted and said so. Disposing writes what is left.
/// </summary>
internal sealed class AccessLog : IAsyncDisposable
{
    private const int MostWaiting = 8_192;
    private readonly Channel<AccessEntry> _entries;
    private readonly AccessLogFormat _format;
    private readonly TextWriter _to;
    private readonly TimeProvider _time;
    private readonly Task _writing;
    private long _dropped;

    public AccessLog(AccessLogFormat format, TextWriter to, TimeProvider time)
    {
        (_format, _to, _time) = (format, to, time);
        _entries = Channel.CreateBounded<AccessEntry>(
            new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite },
            _ => Interlocked.Increment(ref _dropped));
        _writing = WriteAllAsync();
    }

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var start = _time.GetTimestamp();
        var reached = new ReachedModel();
        context.Features.Set(reached);
        try
        {
            await next(context);
        }
        finally
        {
            _entries.Writer.TryWrite(new AccessEntry
            {
                At = _time.GetUtcNow(),
                Method = context.Request.Method,
                Path = context.Request.Path.Value ?? "",
                Status = context.RequestAborted.IsCancellationRequested ? 499 : context.Response.StatusCode,
                Milliseconds = _time.GetElapsedTime(start).TotalMilliseconds,
                Bytes = context.Request.ContentLength,
                Caller = context.Connection.RemoteIpAddress?.ToString(),
                Model = reached.Model?.Name ?? context.GetRouteValue("name") as string,
                Version = reached.Model?.Version,
                GrpcStatus = (int?)GrpcHeaders.OutcomeOf(context.Response),
                TraceId = TraceOf(context)?.TraceId.ToString(),
            });
        }
    }

    // The request's span, which has ended, where it is sent to a collector.
    private static Activity? TraceOf(HttpContext context) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity ?? Activity.Current;

    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        while (await _entries.Reader.WaitToReadAsync())
        {
            while (_entries.Reader.TryRead(out var entry))
            {
                await _to.WriteLineAsync(_format == AccessLogFormat.Json ? entry.ToJson() : entry.ToText());
            }

            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            {
                await _to.WriteLineAsync($"{dropped} lines of the access log were dropped.");
            }

            await _to.FlushAsync();
        }
    }
}
