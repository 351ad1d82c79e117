using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracking.Models.Tensors;
using Tracking.Serving.Tests.Protection;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Grpc;

public sealed class CutCallSpecs : IAsyncLifetime, IDisposable
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte EndOfStream = 1;
    private const byte EndOfHeaders = 4;
    private static readonly byte[] Message = RawCall.Field(1, "m");

    private readonly LogLines _log = new();
    private ServingRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ServingRig.StartAsync(
        () => FunctionScorer.Echo(ElementType.Float32, -1),
        addServices: services => services.AddSingleton<ILoggerProvider>(_log));

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("ModelInfer")]
    [InlineData("ModelStreamInfer")]
    public async Task A_call_that_ends_within_its_message_is_told_so(string method)
    {
        using var call = new RawCall("/inference.GRPCInferenceService/" + method, RawCall.Frame(Message, length: 99));

        var answer = await call.SendAsync(_rig.Host.Address);

        Assert.Equal((200, "13"), (answer.Http, answer.Status));
        Assert.Matches("announces 99 bytes|ended within a message", answer.Message!);
        await AssertServingAsync();
    }

    [Theory]
    [InlineData("ModelInfer")]
    [InlineData("ModelStreamInfer")]
    public async Task A_message_whose_gzip_lacks_its_end_is_told_so(string method)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            packing.Write(Message);
        }

        using var call = new RawCall(
            "/inference.GRPCInferenceService/" + method, RawCall.Frame(packed.ToArray()[..^1], flag: 1))
            .With("grpc-encoding", "gzip");

        var answer = await call.SendAsync(_rig.Host.Address);

        Assert.Equal((200, "13"), (answer.Http, answer.Status));
        Assert.Contains("or is cut off", answer.Message);
        await AssertServingAsync();
    }

    [Theory]
    [InlineData("ModelInfer")]
    [InlineData("ModelStreamInfer")]
    public async Task A_connection_that_ends_within_a_message_ends_that_call_alone(string method)
    {
        using var connection = await RawConnection.OpenAsync(_rig.Host.Address);
        await connection.SendAsync(
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(),
            Frame(type: 4, 0, 0, []),
            Frame(Headers, EndOfHeaders, 1, Head("/inference.GRPCInferenceService/" + method)),
            Frame(Data, 0, 1, RawCall.Frame(Message, length: 99)));
        connection.CloseHalf();

        await connection.ClosedAsync();

        await AssertServingAsync();
    }

    [Fact]
    public async Task A_stream_that_ends_before_its_length_is_reset_alone()
    {
        using var connection = await RawConnection.OpenAsync(_rig.Host.Address);
        await connection.SendAsync(
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(),
            Frame(type: 4, 0, 0, []),
            Frame(Headers, EndOfHeaders, 1, [.. Head(RawCall.Infer), .. Literal("content-length", "99")]),
            Frame(Data, EndOfStream, 1, RawCall.Frame(Message, length: 99)));
        connection.CloseHalf();

        await connection.ClosedAsync();

        await AssertServingAsync();
    }

    private async Task AssertServingAsync()
    {
        using var live = new RawCall("/inference.GRPCInferenceService/ServerLive", RawCall.Frame([]));
        Assert.Equal("0", (await live.SendAsync(_rig.Host.Address)).Status);
        Assert.Empty(_log.Of(LogLevel.Error));
        Assert.Empty(_log.Of(LogLevel.Critical));
    }

    private static byte[] Head(string path) =>
    [
        .. Literal(":method", "POST"), .. Literal(":scheme", "http"), .. Literal(":path", path),
        .. Literal(":authority", "x"), .. Literal("content-type", "application/grpc"), .. Literal("te", "trailers"),
    ];

    // HPACK's literal header field without indexing (RFC 7541, 6.2.2).
    private static byte[] Literal(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }
}
