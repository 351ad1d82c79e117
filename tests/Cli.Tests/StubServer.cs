using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tracking.Cli.Tests;

/// <summary>A server that is not ours: a path and its answer; everything else is 404.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<StubServer> StartAsync(params (string Path, RequestDelegate Answer)[] routes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        foreach (var (path, answer) in routes)
        {
            app.Map(path, answer);
        }

        await app.StartAsync();
        return new StubServer(app);
    }

    /// <summary>An answer with that text.</summary>
    public static RequestDelegate Text(string text, int status = 200) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(text);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
