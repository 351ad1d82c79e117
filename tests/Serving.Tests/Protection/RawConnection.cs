using System.Net.Sockets;
using System.Text;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Protection;

/// <summary>A connection that says what no good client says.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private NetworkStream _stream = null!;

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(address.Host, address.Port, Patience.Token());
        connection._stream = connection._client.GetStream();
        return connection;
    }

    public async Task SendAsync(params byte[][] parts)
    {
        foreach (var part in parts)
        {
            await _stream.WriteAsync(part, Patience.Token());
        }
    }

    /// <summary>Says that nothing more will come, and goes on to listen.</summary>
    public void CloseHalf() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Goes at once, with a reset.</summary>
    public void Reset()
    {
        _client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Close();
    }

    /// <summary>All that the host says until it closes.</summary>
    /// <exception cref="IOException">It reset the connection.</exception>
    public async Task<string> ReadToEndAsync()
    {
        using var said = new MemoryStream();
        await _stream.CopyToAsync(said, Patience.Token());
        return Encoding.Latin1.GetString(said.ToArray());
    }

    /// <summary>Waits until the host has closed it, with or without a reset.</summary>
    public async Task ClosedAsync()
    {
        try
        {
            await ReadToEndAsync();
        }
        catch (IOException error) when (error.InnerException is SocketException)
        {
            // A reset ends the connection as well.
        }
    }

    public void Dispose() => _client.Dispose();
}
