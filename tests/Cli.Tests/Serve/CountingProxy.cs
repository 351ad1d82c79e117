using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Serve;

/// <summary>Passes requests on to a server and notes what each was answered with. Thread-safe.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<(string Path, int Status)> _answers = [];
    private readonly WebApplication _app;
    private readonly HttpClient _server;
    private TaskCompletionSource _next = NewSignal();

    private CountingProxy(Uri server)
    {
        _server = new HttpClient { BaseAddress = server };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(PassAsync);
    }

    public string Address => _app.Urls.Single();

    public static async Task<CountingProxy> StartAsync(Uri server)
    {
        var proxy = new CountingProxy(server);
        await proxy._app.StartAsync(Patience.Token());
        return proxy;
    }

    /// <summary>The statuses of a path's answers in their order, once they are enough.</summary>
    public async Task<int[]> StatusesAsync(string path, Func<int[], bool> areEnough)
    {
        while (true)
        {
            Task next;
            int[] statuses;
            lock (_gate)
            {
                next = _next.Task;
                statuses = [.. _answers.Where(one => one.Path.EndsWith(path, StringComparison.Ordinal))
                    .Select(one => one.Status)];
            }

            if (areEnough(statuses))
            {
                return statuses;
            }

            await Patience.For(next, $"more answers of {path}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _server.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), context.Request.GetEncodedPathAndQuery());
        foreach (var (name, value) in context.Request.Headers.Where(header => header.Key != "Host"))
        {
            request.Headers.TryAddWithoutValidation(name, value.AsEnumerable());
        }

        using var answer = await _server.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        Note(context.Request.Path, (int)answer.StatusCode);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key != "Transfer-Encoding"))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private void Note(string path, int status)
    {
        TaskCompletionSource seen;
        lock (_gate)
        {
            _answers.Add((path, status));
            (seen, _next) = (_next, NewSignal());
        }

        seen.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
