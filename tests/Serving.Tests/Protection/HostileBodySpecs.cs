using System.Net.Sockets;
using System.Text;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Protection;

public class HostileBodySpecs
{
    private const string Good = """{"inputs": [1]}""";

    [Fact]
    public async Task Headers_that_trickle_end_the_connection_and_nobody_elses()
    {
        await using var rig = await StartAsync(limits => limits with { HeadersTimeout = TimeSpan.FromSeconds(1) });
        using var slow = await ConnectAsync(rig, "POST /invocations HTTP/1.1\r\nHost: x\r\n");

        var other = await rig.InvokeAsync(Good);
        var said = await ReadToEndAsync(slow);

        Assert.Equal(200, other.Status);
        Assert.StartsWith("HTTP/1.1 408", said);
    }

    [Fact]
    public async Task A_body_that_stalls_ends_its_request_and_nobody_elses()
    {
        await using var rig = await StartAsync(
            limits => limits with { MinDataRate = 10_000, MinDataRateGrace = TimeSpan.FromSeconds(1.1) });
        using var slow = await ConnectAsync(rig, Head(length: 1_000) + "{");

        var other = await rig.InvokeAsync(Good);
        var said = await ReadToEndAsync(slow);

        Assert.Equal(200, other.Status);
        Assert.DoesNotContain("200 OK", said);
    }

    [Fact]
    public async Task A_body_that_is_cut_off_leaves_the_host_serving()
    {
        await using var rig = await StartAsync();
        using (var cut = await ConnectAsync(rig, Head(length: 1_000) + """{"inputs": [1"""))
        {
            cut.Client.Shutdown(SocketShutdown.Both);
        }

        Assert.Equal(200, (await rig.InvokeAsync(Good)).Status);
    }

    [Theory]
    [InlineData("""{"inputs": """)]
    [InlineData("""{"other": """)]
    [InlineData("""{"dataframe_split": """)]
    public async Task A_body_nested_a_million_deep_is_one_bad_request(string start)
    {
        await using var rig = await StartAsync();

        var answer = await rig.InvokeAsync(start + new string('[', 1_000_000));

        Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        Assert.Equal(200, (await rig.InvokeAsync(Good)).Status);
    }

    [Theory]
    [InlineData("""{"inputs": [1, 2, 3, 4]}""", "has 4 rows, this server accepts 3", 3, 100)]
    [InlineData("""{"inputs": [1, 2, 3, 4]}""", "have 4 elements, this server accepts 2", 10, 2)]
    public async Task More_rows_or_elements_than_allowed_are_refused(string body, string said, int rows, int elements)
    {
        await using var rig = await StartAsync(
            limits => limits with { BatchRows = rows, TensorElements = elements });

        var answer = await rig.InvokeAsync(body);

        Assert.Equal(413, answer.Status);
        Assert.Contains(said, answer.Message);
    }

    private static Task<ServingRig> StartAsync(Func<ServingLimits, ServingLimits>? change = null) =>
        ServingRig.StartAsync(
            FunctionScorer.Echo(ElementType.Float32, -1),
            configure: options => options.Limits = change?.Invoke(new()) ?? new());

    private static string Head(int length) =>
        $"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n";

    private static async Task<TcpClient> ConnectAsync(ServingRig rig, string text)
    {
        var client = new TcpClient();
        await client.ConnectAsync(rig.Host.Address.Host, rig.Host.Address.Port, Patience.Token());
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Patience.Token());
        return client;
    }

    /// <summary>What the host says until it closes the connection, or resets it.</summary>
    private static async Task<string> ReadToEndAsync(TcpClient client)
    {
        var said = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(said, Patience.Token());
        }
        catch (IOException error) when (error.InnerException is SocketException)
        {
            // A reset ends the connection as well.
        }

        return Encoding.ASCII.GetString(said.ToArray());
    }
}
