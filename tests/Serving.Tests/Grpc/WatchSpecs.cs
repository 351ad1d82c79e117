using System.Net;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Grpc;

public class WatchSpecs
{
    [Fact]
    public async Task A_watcher_is_told_that_the_host_serves_and_then_that_it_ends()
    {
        var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));
        using var client = new HttpClient { BaseAddress = rig.Host.Address };
        using var response = await client.SendAsync(
            Watch(""), HttpCompletionOption.ResponseHeadersRead, Patience.Token());
        await using var stream = await response.Content.ReadAsStreamAsync(Patience.Token());

        Assert.Equal(1, await StatusAsync(stream));
        var end = rig.DisposeAsync().AsTask();
        Assert.Equal(2, await StatusAsync(stream));
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Patience.Token()));
        Assert.Equal("14", response.TrailingHeaders.GetValues("grpc-status").Single());
        await Patience.For(end, "the host to end");
    }

    [Fact]
    public async Task A_watcher_is_told_what_becomes_of_its_model()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));
        using var client = new HttpClient { BaseAddress = rig.Host.Address };
        using var response = await client.SendAsync(
            Watch("m"), HttpCompletionOption.ResponseHeadersRead, Patience.Token());
        await using var stream = await response.Content.ReadAsStreamAsync(Patience.Token());
        var first = await StatusAsync(stream);

        await rig.PostAsync("/v2/repository/models/m/unload", []);
        var unloaded = await StatusAsync(stream);
        await rig.PostAsync("/v2/repository/models/m/load", []);

        Assert.Equal((1, 2, 1), (first, unloaded, await StatusAsync(stream)));
    }

    [Fact]
    public async Task A_watcher_of_nobody_is_told_so_and_kept()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));
        using var client = new HttpClient { BaseAddress = rig.Host.Address };
        using var response = await client.SendAsync(
            Watch("nobody"), HttpCompletionOption.ResponseHeadersRead, Patience.Token());
        await using var stream = await response.Content.ReadAsStreamAsync(Patience.Token());

        Assert.Equal(3, await StatusAsync(stream));
    }

    private static HttpRequestMessage Watch(string service)
    {
        var content = new ByteArrayContent(RawCall.Frame(RawCall.Field(1, service)));
        content.Headers.Add("Content-Type", "application/grpc");
        return new HttpRequestMessage(HttpMethod.Post, "/grpc.health.v1.Health/Watch")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
    }

    /// <summary>The status of the next message: a frame of one varint field.</summary>
    private static async Task<int> StatusAsync(Stream stream)
    {
        var frame = new byte[7];
        await stream.ReadExactlyAsync(frame, Patience.Token());
        Assert.Equal([0, 0, 0, 0, 2, 8], frame[..6]);
        return frame[6];
    }
}
