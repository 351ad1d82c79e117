using System.Net.Sockets;
using System.Text;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Operations;

/// <summary>A client that announces a JSON body and sends as much of it as the test wants.</summary>
internal sealed class HalfSentRequest(Uri server, string path, int announcedBytes) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private readonly string _head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
        $"Expect: 100-continue\r\nContent-Length: {announcedBytes}\r\n\r\n";

    /// <summary>
    /// Sends the head, waits until the server begins to read the body, and sends so many bytes of it.
    /// </summary>
    public async Task SendAsync(int bytes)
    {
        await _socket.ConnectAsync(server.Host, server.Port, Patience.Token());
        await _socket.SendAsync(Encoding.ASCII.GetBytes(_head), Patience.Token());
        Assert.StartsWith("HTTP/1.1 100", await ReadAsync(), StringComparison.Ordinal);
        await _socket.SendAsync(Encoding.ASCII.GetBytes(new string(' ', bytes)), Patience.Token());
    }

    /// <summary>What the server sends next, at most a buffer of it; empty when it has closed the connection.</summary>
    public async Task<string> ReadAsync()
    {
        var buffer = new byte[4_096];
        return Encoding.ASCII.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, Patience.Token()));
    }

    public void Dispose() => _socket.Dispose();
}
