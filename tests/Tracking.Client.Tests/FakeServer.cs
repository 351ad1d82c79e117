using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Tracking.Client.Tests;

/// <summary>A real Kestrel that answers as it is told, one answer after the other; the last one stays.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<RequestDelegate> _answers;
    private readonly ConcurrentQueue<Seen> _seen = new();

    private FakeServer(WebApplication app, IEnumerable<RequestDelegate> answers)
    {
        _app = app;
        _answers = new(answers);
        _app.Run(AnswerAsync);
    }

    public Uri Uri => new(_app.Urls.Single());

    public IReadOnlyList<Seen> Requests => [.. _seen];

    /// <summary>Told of each request before it is answered.</summary>
    public Action<Seen> OnRequest { get; set; } = static _ => { };

    public static async Task<FakeServer> StartAsync(params RequestDelegate[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FakeServer(builder.Build(), answers);
        await server._app.StartAsync();
        return server;
    }

    public static RequestDelegate Json(string body, int status = 200) => Text(body, status, "application/json");

    public static RequestDelegate Text(string body, int status = 200, string type = "text/html") => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
    };

    /// <summary>Sends part of an answer that was announced as longer, then drops the connection.</summary>
    public static RequestDelegate HalfOf(string body) => async context =>
    {
        context.Response.ContentLength = body.Length;
        await context.Response.WriteAsync(body[..(body.Length / 2)]);
        await context.Response.Body.FlushAsync();
        context.Abort();
    };

    /// <summary>Reads the request, then drops the connection without a word.</summary>
    public static RequestDelegate HangUp() => context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Never answers, until the client gives up.</summary>
    public static RequestDelegate Silence(Action onRequest) => async context =>
    {
        onRequest();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync();
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var seen = new Seen(context.Request.Method, target, body, context.Request.Headers.Authorization.ToString(),
            context.Request.Headers["Idempotency-Key"].ToString());
        _seen.Enqueue(seen);
        OnRequest(seen);
        if (!_answers.TryDequeue(out var answer))
            throw new InvalidOperationException("no answer was prepared");
        if (_answers.IsEmpty)
            _answers.Enqueue(answer);
        await answer(context);
    }
}

/// <summary>A request as it arrived.</summary>
public sealed record Seen(string Method, string Target, string Body, string Authorization, string IdempotencyKey);
