using System.Net.Sockets;
using System.Text;
using Tracking.TestKit;

namespace Tracking.Server.Tests;

/// <summary>Clients that hang up, or send what costs the server more than them. Disposing checks the log.</summary>
public sealed class HostileRequestSpecs : ServerSpecs
{
    private const string Artifacts = "api/2.0/mlflow-artifacts/artifacts/";

    private readonly CancellationToken _deadline = Patience.Token();

    [Fact]
    public async Task A_client_that_hangs_up_in_an_upload_is_no_error()
    {
        using var client = await ConnectAsync();

        // The server asks for the body when it begins to read it.
        await SendAsync(client, $"PUT /{Artifacts}cut.bin HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n" +
            "Content-Length: 1000000\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100", await ReadAsync(client), StringComparison.Ordinal);
        await SendAsync(client, new string('x', 5000));
        client.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    [Fact]
    public async Task A_client_that_hangs_up_in_a_download_is_no_error()
    {
        using var stored = await Client.PutAsync(Artifacts + "large.bin", new ByteArrayContent(new byte[64 << 20]));
        using var client = await ConnectAsync();
        await SendAsync(client, $"GET /{Artifacts}large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(client), StringComparison.Ordinal);
        client.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    [Fact]
    public async Task A_message_that_quotes_megabytes_is_cut()
    {
        var refusal = await Client.RefusalAsync(
            "runs/log-metric",
            $$"""{"run_id":"{{new string('x', 2_000_000)}}","key":"m","value":1,"timestamp":1}""");
        Assert.StartsWith("404 RESOURCE_DOES_NOT_EXIST Run with id=xxx", refusal, StringComparison.Ordinal);
        Assert.InRange(refusal.Length, 1_000, 20_000);
        Assert.EndsWith("characters)", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metrics", "{}")]
    [InlineData("unknown", "0")]
    [InlineData("metrics", "NaN")]
    public async Task A_body_of_millions_of_values_is_refused_before_they_become_objects(string field, string value)
    {
        var values = string.Join(',', Enumerable.Repeat(value, 1_000_001));
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE The request body holds more than 1000000 values. " +
            "Split it into several requests.",
            await Client.RefusalAsync("runs/log-batch", $$"""{"{{field}}":[{{values}}]}"""));
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Server.Address.Host, Server.Address.Port, _deadline);
        return socket;
    }

    private async Task SendAsync(Socket client, string text) =>
        await client.SendAsync(Encoding.ASCII.GetBytes(text), _deadline);

    private async Task<string> ReadAsync(Socket client)
    {
        var buffer = new byte[1024];
        return Encoding.ASCII.GetString(buffer, 0, await client.ReceiveAsync(buffer, _deadline));
    }
}
