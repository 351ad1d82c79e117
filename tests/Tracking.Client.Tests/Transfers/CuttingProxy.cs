using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Tracking.Client.Tests.Transfers;

/// <summary>What a proxy does to one exchange.</summary>
public sealed record Interference
{
    /// <summary>Drops the connection after so many bytes of the answer's body.</summary>
    public long? CutAnswerAfter { get; init; }

    /// <summary>Drops the connection after so many bytes of the request's body.</summary>
    public long? CutRequestAfter { get; init; }

    /// <summary>Changes that byte of the answer's body.</summary>
    public long? SpoilByteAt { get; init; }

    /// <summary>Called where the answer would be cut, which then only stands still.</summary>
    public Action? Hold { get; init; }

    /// <summary>Leaves out what stock servers do not send: ETag and Accept-Ranges.</summary>
    public bool NoTag { get; init; }
}

/// <summary>A request that passed, in the order of arrival.</summary>
public sealed record Passed(string Method, string Path, string Query, string Range, string IfRange)
{
    /// <summary>The first byte that it asks for; a connection that is cut loses some of what was sent.</summary>
    public long From => Range.Length == 0
        ? 0
        : long.Parse(Range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether it asks for a file whose name ends so.</summary>
    public bool Gets(string name) => Method == "GET" && Path.EndsWith(name, StringComparison.Ordinal);
}

/// <summary>A real Kestrel that streams between a client and a real server, and interferes as it is told.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly WebApplication _app;
    private readonly HttpClient _server;
    private readonly Func<Passed, Interference?> _interfere;
    private readonly ConcurrentQueue<Passed> _passed = new();

    private CuttingProxy(WebApplication app, Uri server, Func<Passed, Interference?> interfere)
    {
        _app = app;
        _interfere = interfere;
        _server = new HttpClient { BaseAddress = server };
        _app.Run(PassAsync);
    }

    public Uri Uri => new(_app.Urls.Single());

    public IReadOnlyList<Passed> Requests => [.. _passed];

    public static async Task<CuttingProxy> StartAsync(Uri server, Func<Passed, Interference?> interfere)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
            kestrel.Limits.MaxRequestBodySize = null);
        var proxy = new CuttingProxy(builder.Build(), server, interfere);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _server.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var seen = new Passed(
            context.Request.Method, context.Request.Path, context.Request.QueryString.ToString(),
            context.Request.Headers.Range.ToString(), context.Request.Headers.IfRange.ToString());
        _passed.Enqueue(seen);
        var interference = _interfere(seen) ?? new Interference();
        if (interference.CutRequestAfter is { } limit)
        {
            await ReadAtLeastAsync(context.Request.Body, limit);
            context.Abort();
            return;
        }

        using var answer = await _server.SendAsync(
            Forwarded(context), HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name != "Transfer-Encoding" && !(interference.NoTag && name is "ETag" or "Accept-Ranges"))
                context.Response.Headers[name] = values.ToArray();
        }

        await SendAsync(context, answer, interference);
    }

    private static HttpRequestMessage Forwarded(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target);
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.ContentType = new(context.Request.ContentType ?? "application/octet-stream");
        }

        foreach (var name in (string[])["Host", "Range", "If-Range", "If-None-Match"])
        {
            if (context.Request.Headers[name] is { Count: > 0 } values)
                request.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        return request;
    }

    private static async Task SendAsync(HttpContext context, HttpResponseMessage answer, Interference interference)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[BufferBytes];
        int read;
        for (long sent = 0; (read = await body.ReadAsync(buffer, context.RequestAborted)) > 0; sent += read)
        {
            if (interference.SpoilByteAt is { } spoilt && spoilt >= sent && spoilt < sent + read)
                buffer[spoilt - sent] ^= 0x20;
            if (interference.CutAnswerAfter is { } limit && sent + read > limit)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, (int)(limit - sent)), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await StopAsync(context, interference);
                return;
            }

            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
        }
    }

    private static async Task StopAsync(HttpContext context, Interference interference)
    {
        if (interference.Hold is { } hold)
        {
            hold();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        context.Abort();
    }

    private static async Task ReadAtLeastAsync(Stream body, long bytes)
    {
        var buffer = new byte[BufferBytes];
        for (long read = 0; read < bytes;)
        {
            var count = await body.ReadAsync(buffer);
            if (count == 0)
                return;
            read += count;
        }
    }
}
