using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tracking.Core.Errors;
using Tracking.Server.Operations.Limits;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Operations;

public sealed class BodyLimitSpecs : ServerSpecs
{
    private const string Create = Api.Root + "experiments/create";

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_body_is_read(string encoding)
    {
        var (status, _) = await PostAsync(Client, encoding, Compressed(encoding, $$"""{"name":"{{encoding}}"}"""));

        Assert.Equal(HttpStatusCode.OK, status);
        var found = await Client.GetJsonAsync($"experiments/get-by-name?experiment_name={encoding}");
        Assert.Equal(encoding, found.GetProperty("experiment").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_body_that_is_not_what_its_encoding_says_is_refused()
    {
        var (status, text) = await PostAsync(Client, "gzip", """{"name":"plain"}"""u8.ToArray());

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("not what its Content-Encoding says", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_encoding_is_refused_with_those_that_are_known()
    {
        var (status, text) = await PostAsync(Client, "zstd", [1, 2, 3]);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(", expected gzip, deflate or br.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_unpacks_beyond_the_limit_is_refused()
    {
        await using var server = await RunningTrackingServer.StartAsync(
            options => options with { MaxMessageBytes = 1 << 20 });
        var bomb = Compressed("gzip", $$"""{"name":"{{new string('x', 2 << 20)}}"}""");
        Assert.InRange(bomb.Length, 1, 10_000);

        var (status, _) = await PostAsync(server.Client, "gzip", bomb);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task Bodies_together_have_a_limit_and_the_next_one_is_told_to_come_back()
    {
        await using var server = await RunningTrackingServer.StartAsync(
            options => options with { Limits = options.Limits with { BodyMemoryBytes = 1 << 20 } });
        using var first = new HalfSentRequest(server.Address, $"/{Create}", 3 << 20);
        await first.SendAsync(2 << 20);

        using var refused = await PostUntilRefusedAsync(server.Client);

        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        Assert.Contains("request bodies take", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var small = await server.Client.PostJsonAsync("experiments/create", """{"name":"small"}""");
        Assert.True(small.TryGetProperty("experiment_id", out _));
    }

    [Fact]
    public void Memory_is_given_back_when_a_request_ends_and_one_alone_may_take_more()
    {
        var memory = new BodyMemory(100);
        var first = new BodyLease(memory);
        var second = new BodyLease(memory);
        first.Take(90);
        first.Take(90);
        Assert.Equal(
            ErrorCode.TemporarilyUnavailable, Assert.Throws<TrackingException>(() => second.Take(1)).Code);
        first.Dispose();
        first.Dispose();
        second.Take(100);
        Assert.Equal(100, memory.Used);
        Assert.Throws<TrackingException>(() => first.Take(1));
    }

    /// <summary>How much of the first body the server has read is not known: large ones are sent until one is
    /// refused.</summary>
    private static async Task<HttpResponseMessage> PostUntilRefusedAsync(HttpClient client)
    {
        var deadline = Patience.Token();
        while (true)
        {
            var body = new ByteArrayContent(Encoding.ASCII.GetBytes(new string(' ', 1 << 20)));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var answer = await client.PostAsync(Create, body, deadline);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return answer;
            }

            answer.Dispose();
        }
    }

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(
        HttpClient client, string encoding, byte[] bytes)
    {
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        body.Headers.ContentEncoding.Add(encoding);
        using var answer = await client.PostAsync(Create, body);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static byte[] Compressed(string encoding, string text)
    {
        var target = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Optimal),
            "deflate" => new ZLibStream(target, CompressionLevel.Optimal),
            _ => new BrotliStream(target, CompressionLevel.Optimal),
        })
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }
}
