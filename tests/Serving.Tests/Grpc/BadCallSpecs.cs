using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Grpc;

public class BadCallSpecs
{
    private const string Live = "/inference.GRPCInferenceService/ServerLive";

    [Theory]
    [InlineData("/inference.GRPCInferenceService/Nothing")]
    [InlineData("/somebody.Else/Method")]
    public async Task An_unknown_method_is_unimplemented(string path)
    {
        await using var rig = await StartAsync();

        var answer = await CallAsync(rig, path, RawCall.Frame([]));

        Assert.Equal((200, "12"), (answer.Http, answer.Status));
        Assert.Contains(path, answer.Message);
    }

    [Fact]
    public async Task What_is_no_call_gets_an_HTTP_status()
    {
        await using var rig = await StartAsync();
        using var json = new RawCall(Live, []).As("application/json");
        using var web = new RawCall(Live, []).As("application/grpc-web");
        using var old = new RawCall(Live, RawCall.Frame([])).Over(HttpVersion.Version11);

        Assert.Equal(415, (await json.SendAsync(rig.Host.Address)).Http);
        Assert.Equal(415, (await web.SendAsync(rig.Host.Address)).Http);
        Assert.Equal(426, (await old.SendAsync(rig.Host.Address)).Http);
    }

    [Theory]
    [InlineData(new byte[0], "without a whole message")]
    [InlineData(new byte[] { 0, 0, 0, 0 }, "without a whole message")]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, "announces 9 bytes")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "announces 0 bytes")]
    [InlineData(new byte[] { 7, 0, 0, 0, 0 }, "flag before a message is 7")]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 }, "grpc-encoding ''")]
    public async Task A_broken_frame_is_refused(byte[] body, string named)
    {
        await using var rig = await StartAsync();

        var answer = await CallAsync(rig, Live, body);

        Assert.Equal("13", answer.Status);
        Assert.Contains(named, answer.Message);
    }

    [Theory]
    [InlineData("5x", "13")]
    [InlineData("123456789S", "13")]
    [InlineData("-1S", "13")]
    [InlineData("S", "13")]
    [InlineData("0n", "4")]
    [InlineData("99999999H", "0")]
    [InlineData("20S", "0")]
    public async Task The_callers_timeout_is_read_or_refused(string timeout, string status)
    {
        await using var rig = await StartAsync();
        using var call = new RawCall(Live, RawCall.Frame([])).With("grpc-timeout", timeout);

        Assert.Equal(status, (await call.SendAsync(rig.Host.Address)).Status);
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_refused_as_it_is_and_as_what_it_expands_to()
    {
        await using var rig = await StartAsync(options => options.MaxBodyBytes = 10_000);
        using var bomb = new RawCall(RawCall.Infer, RawCall.Frame(Gzip(new byte[200_000]), flag: 1))
            .With("grpc-encoding", "gzip");

        var large = await CallAsync(rig, RawCall.Infer, RawCall.Frame(new byte[20_000]));
        var announced = await CallAsync(rig, RawCall.Infer, RawCall.Frame([], length: int.MaxValue));
        var expanded = await bomb.SendAsync(rig.Host.Address);

        Assert.Equal(("8", "8", "8"), (large.Status, announced.Status, expanded.Status));
        Assert.Contains("10000 bytes", expanded.Message);
    }

    [Fact]
    public async Task Other_compression_is_unimplemented_and_false_gzip_is_refused()
    {
        await using var rig = await StartAsync();
        using var brotli = new RawCall(Live, RawCall.Frame([1], flag: 1)).With("grpc-encoding", "br");
        using var broken = new RawCall(Live, RawCall.Frame([1, 2, 3], flag: 1)).With("grpc-encoding", "gzip");

        Assert.Equal("12", (await brotli.SendAsync(rig.Host.Address)).Status);
        Assert.Equal("13", (await broken.SendAsync(rig.Host.Address)).Status);
    }

    [Fact]
    public async Task Gzip_is_answered_in_gzip_and_plain_in_plain()
    {
        await using var rig = await StartAsync();
        using var call = new RawCall(Live, RawCall.Frame(Gzip([]), flag: 1))
            .With("grpc-encoding", "gzip").With("grpc-accept-encoding", "identity, gzip");

        var zipped = await call.SendAsync(rig.Host.Address);
        var plain = await CallAsync(rig, Live, RawCall.Frame([]));

        Assert.Equal(("gzip", 1), (zipped.Encoding, zipped.Body[0]));
        Assert.Equal([8, 1], Gunzip(zipped.Body[5..]));
        Assert.Null(plain.Encoding);
        Assert.Equal([0, 0, 0, 0, 2, 8, 1], plain.Body);
        Assert.Equal(zipped.Body.Length - 5, BinaryPrimitives.ReadInt32BigEndian(zipped.Body.AsSpan(1)));
    }

    private static Task<ServingRig> StartAsync(Action<ServingOptions>? configure = null) =>
        ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1), configure: configure);

    private static async Task<RawResult> CallAsync(ServingRig rig, string path, byte[] body)
    {
        using var call = new RawCall(path, body);
        return await call.SendAsync(rig.Host.Address);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return into.ToArray();
    }

    private static byte[] Gunzip(byte[] bytes)
    {
        using var into = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(into);
        return into.ToArray();
    }
}
