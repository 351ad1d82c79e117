using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracking.Benchmarks.Serving;

/// <summary>
/// Sends one request over and over on kept-alive connections, one thread and blocking socket each: the client does so
/// little that the server decides the figure.
/// </summary>
internal static class KeepAliveLoad
{
    /// <summary>Requests per second over all connections.</summary>
    public static async Task<double> MeasureAsync(Uri address, byte[] request, int connections, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Factory.StartNew(
            () => Drive(address, request, start, duration),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The bytes of a POST of JSON.</summary>
    public static byte[] Post(string path, string json) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {json.Length}\r\n\r\n{json}");

    private static long Drive(Uri address, byte[] request, long start, TimeSpan duration)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, address.Port);
        var buffer = new byte[64 * 1024];
        var length = FirstAnswer(socket, request, buffer);
        long count = 0;
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            socket.Send(request);
            var received = 0;
            while (received < length)
            {
                received += Receive(socket, buffer.AsSpan(received, length - received));
            }

            count++;
        }

        return count;
    }

    /// <summary>The whole length of the answer; all later ones are as long.</summary>
    private static int FirstAnswer(Socket socket, byte[] request, byte[] buffer)
    {
        socket.Send(request);
        var received = 0;
        while (true)
        {
            received += Receive(socket, buffer.AsSpan(received));
            var text = Encoding.ASCII.GetString(buffer, 0, received);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
            {
                continue;
            }

            if (!text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(text);
            }

            const string header = "Content-Length: ";
            var digits = text[(text.IndexOf(header, StringComparison.OrdinalIgnoreCase) + header.Length)..];
            var length = end + 4 + int.Parse(digits[..digits.IndexOf('\r', StringComparison.Ordinal)]);
            if (received >= length)
            {
                return length;
            }
        }
    }

    private static int Receive(Socket socket, Span<byte> into) => socket.Receive(into) is > 0 and var count
        ? count
        : throw new InvalidOperationException("The server closed the connection.");
}
