using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Operations;

/// <summary>Clients that ask for much and then read nothing.</summary>
public sealed class StalledClientSpecs
{
    private const int Points = 60_000;

    [Fact]
    public async Task They_hold_no_connection_of_the_store()
    {
        // Never cut off, so that they are still there when the others read and write.
        await using var server = await StartAsync(minDataRate: 0);
        var run = await LogHistoryAsync(server);
        var stalled = new List<Socket>();
        try
        {
            for (var i = 0; i < (Environment.ProcessorCount * 2) + 2; i++)
            {
                stalled.Add(await AskAsync(server, run));
            }

            var read = await Patience.For(server.Client.GetJsonAsync($"runs/get?run_id={run}"), "a read");
            Assert.Equal(run, read.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString());
            await Patience.For(server.Client.NewRunAsync(), "a write");
        }
        finally
        {
            stalled.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task They_are_cut_off()
    {
        var ended = new RecordedRequests();
        await using var server = await StartAsync(minDataRate: 1_000_000, ended);
        var run = await LogHistoryAsync(server);
        using var client = await AskAsync(server, run);

        while (!((string)(await ended.NextAsync())["Route"]!).EndsWith("get-history", StringComparison.Ordinal))
        {
            // The requests that wrote the history.
        }

        Assert.False(await EndsAsync(client));
    }

    private static Task<RunningTrackingServer> StartAsync(int minDataRate, RecordedRequests? ended = null) =>
        RunningTrackingServer.StartAsync(options => options with
        {
            ConfigureLogging = ended is null ? options.ConfigureLogging : logging => logging.AddProvider(ended),
            Limits = options.Limits with
            {
                MinDataRate = minDataRate,
                MinDataRateGrace = TimeSpan.FromSeconds(1.1),
            },
        });

    /// <summary>Far more than the buffers of both ends hold.</summary>
    private static async Task<string> LogHistoryAsync(RunningTrackingServer server)
    {
        var run = await server.Client.NewRunAsync();
        for (var first = 0; first < Points; first += 1_000)
        {
            var metrics = string.Join(',', Enumerable.Range(first, 1_000).Select(
                step => $$"""{"key":"{{new string('m', 200)}}","value":0.5,"timestamp":{{step}},"step":{{step}}}"""));
            await server.Client.PostJsonAsync("runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{{metrics}}]}""");
        }

        return run;
    }

    private static async Task<Socket> AskAsync(RunningTrackingServer server, string run)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveBufferSize = 4_096,
        };
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Patience.Token());
        var path = $"/{Api.Root}metrics/get-history?run_id={run}&metric_key={new string('m', 200)}";
        await client.SendAsync(
            Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"), Patience.Token());
        var head = new byte[12];
        await client.ReceiveAsync(head, Patience.Token());
        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(head));
        return client;
    }

    /// <summary>Whether the answer comes to its end.</summary>
    private static async Task<bool> EndsAsync(Socket client)
    {
        var buffer = new byte[1 << 16];
        var last = "";
        try
        {
            int count;
            while ((count = await client.ReceiveAsync(buffer, Patience.Token())) > 0)
            {
                last = (last + Encoding.ASCII.GetString(buffer, 0, count))[^Math.Min(5, last.Length + count)..];
            }
        }
        catch (SocketException)
        {
            return false;
        }

        return last == "0\r\n\r\n";
    }
}
