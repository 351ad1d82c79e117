using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Tracking.Client.Tests;

/// <summary>What goes wrong between a client and its server.</summary>
public enum Fault
{
    None,
    Answers500,
    Answers429,
    AnswersHtml,
    AnswersHtmlAfterDoingIt,
    HalfAnAnswerAfterDoingIt,
    HangsUp,
    HangsUpAfterDoingIt,
    SaysNothing,
    SaysNothingAfterDoingIt,
}

/// <summary>A real Kestrel in front of a real server, which spoils what it is told to spoil.</summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _server;
    private readonly Func<string, Fault> _faultOf;

    private FaultyProxy(WebApplication app, Uri server, Func<string, Fault> faultOf)
    {
        _app = app;
        _faultOf = faultOf;
        _server = new HttpClient { BaseAddress = server };
        _app.Run(AnswerAsync);
    }

    public Uri Uri => new(_app.Urls.Single());

    /// <summary>Asks for each request, by its path, what shall go wrong.</summary>
    public static async Task<FaultyProxy> StartAsync(Uri server, Func<string, Fault> faultOf)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = new FaultyProxy(builder.Build(), server, faultOf);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _server.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var fault = _faultOf(context.Request.Path.Value!);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        switch (fault)
        {
            case Fault.Answers500:
                await FakeServer.Json("""{"error_code":"INTERNAL_ERROR","message":"no"}""", 500)(context);
                return;
            case Fault.Answers429:
                context.Response.Headers.RetryAfter = "0";
                await FakeServer.Text("slow down", 429)(context);
                return;
            case Fault.AnswersHtml:
                await FakeServer.Text("<h1>Welcome to the hotel's network</h1>")(context);
                return;
            case Fault.HangsUp:
                context.Abort();
                return;
            case Fault.SaysNothing:
                await FakeServer.Silence(() => { })(context);
                return;
        }

        var answer = await ForwardAsync(context, body.ToArray());
        await (fault switch
        {
            Fault.AnswersHtmlAfterDoingIt => FakeServer.Text("<h1>502</h1>"),
            Fault.HalfAnAnswerAfterDoingIt => FakeServer.HalfOf("{\"half\": \"of an answer\"}"),
            Fault.HangsUpAfterDoingIt => FakeServer.HangUp(),
            Fault.SaysNothingAfterDoingIt => FakeServer.Silence(() => { }),
            _ => FakeServer.Text(answer.Body, answer.Status, "application/json"),
        })(context);
    }

    private async Task<(string Body, int Status)> ForwardAsync(HttpContext context, byte[] body)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target);
        if (context.Request.Method != "GET")
            request.Content = new ByteArrayContent(body)
            {
                Headers = { { "Content-Type", context.Request.ContentType ?? "application/json" } },
            };
        if (context.Request.Headers["Idempotency-Key"] is [{ } key])
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await _server.SendAsync(request, context.RequestAborted);
        return (await answer.Content.ReadAsStringAsync(), (int)answer.StatusCode);
    }
}
