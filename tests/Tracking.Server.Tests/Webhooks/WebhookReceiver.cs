using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Webhooks;

/// <summary>A request as a webhook got it.</summary>
internal sealed record ReceivedEvent(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string DeliveryId => Headers["X-MLflow-Delivery-Id"];

    public JsonElement Data => JsonSerializer.Deserialize<JsonElement>(Body).GetProperty("data");

    public string Name => Data.GetProperty("name").GetString()!;
}

/// <summary>A webhook on a free port of this machine, which answers as the test wants.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ReceivedEvent> _received = Channel.CreateUnbounded<ReceivedEvent>();

    private WebhookReceiver(WebApplication app) => _app = app;

    public string Url => $"{Address.Scheme}://127.0.0.1:{Address.Port}/hook";

    /// <summary>By default 200.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    private Uri Address => new(_app.Urls.First());

    /// <param name="certificate">Null for plain HTTP.</param>
    public static async Task<WebhookReceiver> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            }));
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Answers the first requests so, and all others with 200.</summary>
    public void AnswerFirst(params Func<HttpContext, Task>[] answers)
    {
        var left = new Queue<Func<HttpContext, Task>>(answers);
        Answer = context =>
        {
            lock (left)
            {
                return left.TryDequeue(out var answer) ? answer(context) : Task.CompletedTask;
            }
        };
    }

    public static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public async Task<ReceivedEvent> NextAsync() => await _received.Reader.ReadAsync(Patience.Token());

    /// <summary>The names of the models that the next events are about.</summary>
    public async Task<List<string>> NamesAsync(int count)
    {
        var names = new List<string>();
        while (names.Count < count)
        {
            names.Add((await NextAsync()).Name);
        }

        return names;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.Create(CultureInfo.InvariantCulture, ignoreCase: true));
        _received.Writer.TryWrite(new ReceivedEvent(context.Request.Path, headers, body));
        await Answer(context);
    }
}
