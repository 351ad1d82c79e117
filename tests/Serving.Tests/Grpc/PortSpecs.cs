using System.Net;
using System.Net.Sockets;
using System.Text;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Grpc;

public class PortSpecs
{
    private const string Live = "/inference.GRPCInferenceService/ServerLive";

    [Fact]
    public async Task One_port_speaks_both_versions_of_HTTP_without_TLS()
    {
        await using var rig = await StartAsync();
        using var http2 = new HttpClient
        {
            BaseAddress = rig.Host.Address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        Assert.Equal("{\"live\":true}", await rig.Client.GetStringAsync("/v2/health/live", Patience.Token()));
        Assert.Equal("{\"live\":true}", await http2.GetStringAsync("/v2/health/live", Patience.Token()));
        Assert.Equal(rig.Host.Address, rig.Host.GrpcAddress);
    }

    [Fact]
    public async Task A_port_of_its_own_speaks_gRPC_too()
    {
        await using var rig = await StartAsync(options => options.GrpcPort = 0);
        using var there = new RawCall(Live, RawCall.Frame([]));
        using var here = new RawCall(Live, RawCall.Frame([]));

        Assert.NotEqual(rig.Host.Address.Port, rig.Host.GrpcAddress.Port);
        Assert.Equal("0", (await there.SendAsync(rig.Host.GrpcAddress)).Status);
        Assert.Equal("0", (await here.SendAsync(rig.Host.Address)).Status);
    }

    [Fact]
    public async Task First_bytes_may_arrive_one_by_one()
    {
        await using var rig = await StartAsync();
        using var connection = await ConnectAsync(rig);
        foreach (var one in "PUT /ping HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"u8.ToArray())
        {
            await connection.SendAsync(new[] { one }, Patience.Token());
        }

        Assert.StartsWith("HTTP/1.1 405", await ReceiveAsync(connection));
    }

    [Fact]
    public async Task Half_a_preface_is_not_HTTP_2()
    {
        await using var rig = await StartAsync();
        using var connection = await ConnectAsync(rig);

        await connection.SendAsync("PRI * HTTP/2.0\r\n"u8.ToArray(), Patience.Token());
        connection.Shutdown(SocketShutdown.Send);

        Assert.DoesNotContain("200", await ReceiveAsync(connection));
    }

    [Fact]
    public async Task Silent_connections_do_not_hold_up_the_end()
    {
        var rig = await StartAsync();
        using var connection = await ConnectAsync(rig);
        await rig.Client.GetStringAsync("/ping", Patience.Token());

        await Patience.For(rig.DisposeAsync().AsTask(), "the host to end");

        Assert.Equal("", await ReceiveAsync(connection));
    }

    [Theory]
    [InlineData(70_000, "GrpcPort is 70000, expected 0 to 65535")]
    [InlineData(5_001, "GrpcPort is 5001, the same as Port")]
    public async Task A_port_that_makes_no_sense_is_named(int port, string named)
    {
        var error = await Assert.ThrowsAsync<ServingException>(() => StartAsync(options =>
        {
            options.Port = 5_001;
            options.GrpcPort = port;
        }));

        Assert.Contains(named, error.Message);
    }

    private static Task<ServingRig> StartAsync(Action<ServingOptions>? configure = null) =>
        ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1), configure: configure);

    private static async Task<Socket> ConnectAsync(ServingRig rig)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, rig.Host.Address.Port, Patience.Token());
        return socket;
    }

    private static async Task<string> ReceiveAsync(Socket connection)
    {
        var buffer = new byte[1_024];
        var count = await connection.ReceiveAsync(buffer, Patience.Token());
        return Encoding.ASCII.GetString(buffer, 0, count);
    }
}
