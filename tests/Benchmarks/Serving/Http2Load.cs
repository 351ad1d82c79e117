using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracking.Benchmarks.Serving;

/// <summary>
/// Makes one gRPC call over and over, one thread, blocking socket and HTTP/2 connection each, as
/// <see cref="KeepAliveLoad"/> does with HTTP/1.1.
/// </summary>
internal static class Http2Load
{
    private const int FrameHeaderBytes = 9;
    private const byte DataFrame = 0;
    private const byte HeadersFrame = 1;
    private const byte SettingsFrame = 4;
    private const byte PingFrame = 6;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    /// <summary>Calls per second over all connections.</summary>
    public static async Task<double> MeasureAsync(
        Uri address, string path, byte[] message, int connections, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Factory.StartNew(
            () => Drive(address, path, message, start, duration),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static long Drive(Uri address, string path, byte[] message, long start, TimeSpan duration)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, address.Port);
        using var stream = new BufferedStream(new NetworkStream(socket), 64 * 1024);
        socket.Send(Opening());
        var call = Call(path, message);
        var payload = new byte[16_384];
        long count = 0;
        for (var id = 1; Stopwatch.GetElapsedTime(start) < duration; id += 2)
        {
            SetStream(call, id);
            socket.Send(call);
            ReadAnswer(stream, socket, payload, id);
            count++;
        }

        return count;
    }

    /// <summary>Preface, no settings, and a window that no round of a second fills.</summary>
    private static byte[] Opening()
    {
        var window = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(window, 1 << 30);
        return
        [
            .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(SettingsFrame, 0, []), .. Frame(8, 0, window),
        ];
    }

    /// <summary>The frames of a call: headers, then the message in frames of at most 16 KB.</summary>
    private static byte[] Call(string path, byte[] message)
    {
        byte[] headers =
        [
            0x83, 0x86, .. Literal(0x04, path), .. Literal(0x01, "localhost"),
            0x0F, .. Literal(0x10, "application/grpc"), 0x00, 2, (byte)'t', (byte)'e', .. Text("trailers"),
        ];
        var framed = new byte[message.Length + 5];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, 5);
        var frames = new List<byte>(Frame(HeadersFrame, EndHeaders, headers));
        var chunks = framed.Chunk(16_384).ToList();
        for (var i = 0; i < chunks.Count; i++)
        {
            frames.AddRange(Frame(DataFrame, i == chunks.Count - 1 ? EndStream : (byte)0, chunks[i]));
        }

        return [.. frames];
    }

    private static byte[] Literal(byte name, string value) => [name, .. Text(value)];

    private static byte[] Text(string value) => [(byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private static byte[] Frame(byte type, byte flags, byte[] payload) =>
    [
        (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, 0,
        .. payload,
    ];

    private static void SetStream(Span<byte> frames, int id)
    {
        while (!frames.IsEmpty)
        {
            BinaryPrimitives.WriteInt32BigEndian(frames[5..], id);
            frames = frames[(FrameHeaderBytes + LengthOf(frames))..];
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> header) => (header[0] << 16) | (header[1] << 8) | header[2];

    private static void ReadAnswer(Stream stream, Socket socket, byte[] payload, int id)
    {
        Span<byte> header = stackalloc byte[FrameHeaderBytes];
        var hasMessage = false;
        while (true)
        {
            stream.ReadExactly(header);
            var length = LengthOf(header);
            stream.ReadExactly(payload.AsSpan(0, length));
            var (type, flags) = (header[3], header[4]);
            switch (type)
            {
                case DataFrame or HeadersFrame:
                    hasMessage |= type == DataFrame && length > 0;
                    if ((flags & EndStream) == 0 || BinaryPrimitives.ReadInt32BigEndian(header[5..]) != id)
                    {
                        break;
                    }

                    // A refusal is headers alone, and would be counted as a fast call.
                    if (!hasMessage)
                    {
                        throw new InvalidOperationException("The server refused the call.");
                    }

                    return;
                case SettingsFrame or PingFrame when (flags & 1) == 0:
                    socket.Send(Frame(type, 1, type == PingFrame ? payload[..length] : []));
                    break;
                case 3 or 7:
                    throw new InvalidOperationException($"The server ended the call with frame {type}.");
                default:
                    break;
            }
        }
    }
}
