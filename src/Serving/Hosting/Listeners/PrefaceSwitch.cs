using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Tracking.Serving.Hosting.Listeners;

/// <summary>
/// HTTP/1.1 and HTTP/2 on one port without TLS. Kestrel tells them apart by TLS's negotiation only; here the first
/// bytes do, which an HTTP/2 client must send before anything else (RFC 9113, 3.4).
/// </summary>
internal sealed class PrefaceSwitch(HandedOver http2, TimeSpan patience, TimeProvider time)
{
    /// <summary>Puts the switch before a listener's HTTP/1.1.</summary>
    public static void Apply(ListenOptions listen, HandedOver http2)
    {
        listen.Protocols = HttpProtocols.Http1;
        var limits = listen.KestrelServerOptions.Limits;
        listen.Use(next =>
        {
            var choice = new PrefaceSwitch(http2, limits.KeepAliveTimeout, TimeProvider.System);
            return connection => choice.ServeAsync(connection, next);
        });
    }

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate http1)
    {
        switch (await ChooseAsync(connection))
        {
            case true:
                await http2.ServeAsync(connection);
                break;
            case false:
                await HalfClosable.ServeAsync(connection, http1);
                break;
            default:
                // Silent for too long, gone, or the host stops: there is nothing to serve.
                break;
        }
    }

    private async Task<bool?> ChooseAsync(ConnectionContext connection)
    {
        var stop = connection.Features.Get<IConnectionLifetimeNotificationFeature>();
        using var limit = new CancellationTokenSource(patience, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token, stop?.ConnectionClosedRequested ?? CancellationToken.None);
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(ends.Token);
                var isHttp2 = IsHttp2(read.Buffer);
                input.AdvanceTo(read.Buffer.Start, isHttp2 is null ? read.Buffer.End : read.Buffer.Start);
                if (isHttp2 is not null)
                {
                    return isHttp2;
                }

                if (read.IsCompleted)
                {
                    // Half a preface and then nothing is HTTP/1.1's to refuse; nothing at all is nobody's.
                    return read.Buffer.IsEmpty ? null : false;
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ConnectionResetException)
        {
            return null;
        }
    }

    /// <summary>Null while the bytes do not yet tell.</summary>
    private static bool? IsHttp2(ReadOnlySequence<byte> buffer)
    {
        Span<byte> first = stackalloc byte[Preface.Length];
        var count = (int)Math.Min(buffer.Length, Preface.Length);
        buffer.Slice(0, count).CopyTo(first);
        return !first[..count].SequenceEqual(Preface[..count]) ? false : count == Preface.Length ? true : null;
    }
}
