using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tracking.TestKit;

namespace Tracking.Stores.Tests.PostgreSql;

/// <summary>A network between store and database that can be cut: then nothing passes, and nobody is let in.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _connections = new();
    private readonly int _targetPort;
    private volatile bool _isCut;
    private volatile string? _fatalWord;

    public CuttingProxy(int targetPort)
    {
        _targetPort = targetPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut()
    {
        _isCut = true;
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }
    }

    public void Mend() => _isCut = false;

    /// <summary>
    /// The next time a client says this the server still hears it, but no answer comes back and the connection ends.
    /// </summary>
    public void CutAfterClientSays(string word) => _fatalWord = word;

    public void Dispose()
    {
        Cut();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                if (_isCut)
                {
                    client.Dispose();
                    continue;
                }

                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _targetPort);
                (_connections[client], _connections[server]) = (true, true);
                _ = PassAsync(client, server, isFromClient: true);
                _ = PassAsync(server, client, isFromClient: false);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to, bool isFromClient)
    {
        var buffer = new byte[65_536];
        try
        {
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer)) > 0)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
                if (isFromClient && _fatalWord is { } word
                    && Encoding.ASCII.GetString(buffer, 0, read).Contains(word, StringComparison.Ordinal))
                {
                    _fatalWord = null;

                    // The server's answer is read, so that it has done what was asked, and dropped.
                    from.Dispose();
                    await Task.Delay(Timeout.Infinite, Patience.Token());
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException
            or OperationCanceledException)
        {
            // One of the ends is gone; so is the other.
        }

        from.Dispose();
        to.Dispose();
    }
}
