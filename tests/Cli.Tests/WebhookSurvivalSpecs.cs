using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class WebhookSurvivalSpecs : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpListener _receiver = new();
    private readonly string _url;

    public WebhookSurvivalSpecs()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        _receiver.Prefixes.Add(_url);
        _receiver.Start();
    }

    [Fact]
    public async Task An_event_that_is_being_sent_while_its_server_is_killed_is_sent_again()
    {
        HttpListenerContext unanswered;
        await using (var killed = StartServer())
        {
            using var http = new HttpClient { BaseAddress = await killed.AddressAsync() };
            await PostAsync(http, "webhooks", new
            {
                name = "hook",
                url = _url,
                events = new[] { new { entity = "REGISTERED_MODEL", action = "CREATED" } },
            });
            await PostAsync(http, "registered-models/create", new { name = "survivor" });
            unanswered = await Patience.For(_receiver.GetContextAsync(), "the first attempt");
        }

        await using var second = StartServer();
        await second.AddressAsync();

        var again = await Patience.For(_receiver.GetContextAsync(), "the second attempt");
        Assert.Equal(unanswered.Request.Headers["X-MLflow-Delivery-Id"], again.Request.Headers["X-MLflow-Delivery-Id"]);
        using var body = await JsonDocument.ParseAsync(again.Request.InputStream);
        Assert.Equal("survivor", body.RootElement.GetProperty("data").GetProperty("name").GetString());
        again.Response.Close();
    }

    public void Dispose()
    {
        _receiver.Close();
        _folder.Dispose();
    }

    /// <summary>Disposing kills it.</summary>
    private CliProcess StartServer() => CliProcess.Start(
        _folder.Path,
        "server", "--port", "0", "--webhook-allowed-schemes", "http", "--webhook-allowed-hosts", "127.0.0.1");

    private static async Task PostAsync(HttpClient http, string path, object message)
    {
        using var answer = await http.PostAsJsonAsync("api/2.0/mlflow/" + path, message);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
