using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracking.Benchmarks.Load;

/// <summary>
/// One kept-alive connection over a blocking socket: a client that does so little that the server decides the figure.
/// </summary>
internal sealed class WireConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    public WireConnection(Uri address) => _socket.Connect(IPAddress.Loopback, address.Port);

    /// <summary>Sends a request and reads the whole answer; the number of bytes of its body.</summary>
    public long Exchange(ReadOnlySpan<byte> request, Stream? body = null)
    {
        SendAll(request);
        var head = ReadHead();
        long length = 0;
        if (head.Contains("transfer-encoding: chunked", StringComparison.OrdinalIgnoreCase))
        {
            for (int size; (size = ReadChunkSize()) > 0; length += size)
            {
                ReadBody(size, body);
                ReadLine();
            }

            ReadLine();
        }
        else
        {
            length = ContentLength(head);
            ReadBody(length, body);
        }

        return head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)
            ? length
            : throw new InvalidOperationException($"{head}\n{Encoding.UTF8.GetString(_buffer, 0, _start)}");
    }

    /// <summary>The body of the answer as text.</summary>
    public string Fetch(ReadOnlySpan<byte> request)
    {
        using var body = new MemoryStream();
        Exchange(request, body);
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    public void Dispose() => _socket.Dispose();

    private void SendAll(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty)
        {
            request = request[_socket.Send(request)..];
        }
    }

    private string ReadHead()
    {
        int at;
        while ((at = Pending.IndexOf("\r\n\r\n"u8)) < 0)
        {
            Receive();
        }

        var head = Encoding.ASCII.GetString(Pending[..at]);
        _start += at + 4;
        return head;
    }

    private int ReadChunkSize() => int.Parse(ReadLine(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private string ReadLine()
    {
        int at;
        while ((at = Pending.IndexOf("\r\n"u8)) < 0)
        {
            Receive();
        }

        var line = Encoding.ASCII.GetString(Pending[..at]);
        _start += at + 2;
        return line;
    }

    private void ReadBody(long length, Stream? body)
    {
        while (length > 0)
        {
            if (_start == _end)
            {
                Receive();
            }

            var part = (int)Math.Min(length, _end - _start);
            body?.Write(_buffer, _start, part);
            _start += part;
            length -= part;
        }
    }

    private ReadOnlySpan<byte> Pending => _buffer.AsSpan(_start, _end - _start);

    private void Receive()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            Pending.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var received = _socket.Receive(_buffer.AsSpan(_end));
        _end += received > 0 ? received : throw new InvalidOperationException("The server closed the connection.");
    }

    private static long ContentLength(string head)
    {
        const string Header = "content-length: ";
        var at = head.IndexOf(Header, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return 0;
        }

        var digits = head.AsSpan(at + Header.Length);
        var end = digits.IndexOf('\r');
        return long.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}
