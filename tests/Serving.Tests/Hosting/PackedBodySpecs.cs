using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Tracking.Models.Tensors;
using Tracking.Serving.Protocols.Compression;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Hosting;

public class PackedBodySpecs
{
    private static readonly byte[] Request = """{"inputs": [1, 2]}"""u8.ToArray();

    public static TheoryData<string, Func<Stream, Stream>> Codings => new()
    {
        { "gzip", to => new GZipStream(to, CompressionLevel.Optimal) },
        { "x-gzip", to => new GZipStream(to, CompressionLevel.Fastest) },
        { "deflate", to => new ZLibStream(to, CompressionLevel.Optimal) },
        { "deflate", to => new DeflateStream(to, CompressionLevel.Optimal) },
    };

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task A_packed_request_is_unpacked(string coding, Func<Stream, Stream> pack)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));

        var answer = await PostAsync(rig, Pack(Request, pack), coding);

        Assert.Equal("""{"predictions":{"x":[1.0,2.0]}}""", answer.Text);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("deflate", "deflate")]
    [InlineData("deflate;q=0.5, gzip;q=0.5", "gzip")]
    [InlineData("gzip;q=0.1, deflate", "deflate")]
    [InlineData("br, *", "gzip")]
    [InlineData("gzip;q=0", null)]
    [InlineData("br", null)]
    [InlineData(null, null)]
    public async Task A_large_answer_is_packed_as_the_caller_takes_it(string? accept, string? expected)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));
        using var request = Numbers(AnswerSending.LeastBytes);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accept);

        using var response = await rig.Client.SendAsync(request, Patience.Token());

        Assert.Equal(expected, response.Content.Headers.ContentEncoding.SingleOrDefault());
        var body = await response.Content.ReadAsByteArrayAsync(Patience.Token());
        Assert.EndsWith("0.0]}}", Encoding.UTF8.GetString(Unpack(body, expected)));
    }

    [Fact]
    public async Task A_small_answer_goes_as_it_is()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));
        using var request = Numbers(1);
        request.Headers.Add("Accept-Encoding", "gzip");

        using var response = await rig.Client.SendAsync(request, Patience.Token());

        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_body_that_unpacks_beyond_the_limit_is_refused()
    {
        await using var rig = await ServingRig.StartAsync(
            FunctionScorer.Echo(ElementType.Float32, -1), configure: options => options.MaxBodyBytes = 100_000);
        var random = new Random(7);
        var body = new byte[150_000];
        random.NextBytes(body);
        body.AsSpan().Replace((byte)'"', (byte)' ');
        var packed = Pack([.. body.Select(one => (byte)('0' + (one % 10)))], Gzip);

        var answer = await PostAsync(rig, packed, "gzip");

        Assert.True(packed.Length < 100_000);
        Assert.Equal(413, answer.Status);
        Assert.Contains("unpacks to more than the 100000 bytes", answer.Message);
    }

    [Fact]
    public async Task A_bomb_is_given_up_long_before_the_limit()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));
        var packed = Pack(new byte[40 * 1024 * 1024], Gzip);

        var answer = await PostAsync(rig, packed, "gzip");

        Assert.Equal(413, answer.Status);
        Assert.Contains("more than 200 times its length", answer.Message);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task What_is_not_packed_or_cut_off_is_refused(string coding)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));
        var whole = Pack(Request, coding == "gzip" ? Gzip : to => new ZLibStream(to, CompressionLevel.Optimal));

        foreach (var body in (byte[][])[Request, [], whole[..^12], whole[..2]])
        {
            var answer = await PostAsync(rig, body, coding);
            Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    public async Task Another_coding_is_unsupported(string coding)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));

        var answer = await PostAsync(rig, Request, coding);

        Assert.Equal(415, answer.Status);
        Assert.Contains("gzip and deflate are", answer.Text);
    }

    private static Stream Gzip(Stream to) => new GZipStream(to, CompressionLevel.Optimal);

    private static byte[] Pack(byte[] body, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var packing = pack(packed))
        {
            packing.Write(body);
        }

        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] body, string? coding)
    {
        using var from = new MemoryStream(body);
        using Stream unpacking = coding switch
        {
            "gzip" => new GZipStream(from, CompressionMode.Decompress),
            "deflate" => new ZLibStream(from, CompressionMode.Decompress),
            _ => from,
        };
        using var to = new MemoryStream();
        unpacking.CopyTo(to);
        return to.ToArray();
    }

    private static HttpRequestMessage Numbers(int count)
    {
        var content = new StringContent(
            $$"""{"inputs": [{{string.Join(",", Enumerable.Repeat("0", count))}}]}""",
            Encoding.UTF8,
            "application/json");
        return new HttpRequestMessage(HttpMethod.Post, "/invocations") { Content = content };
    }

    private static async Task<Answer> PostAsync(ServingRig rig, byte[] body, string coding)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        using var response = await rig.Client.PostAsync("/invocations", content, Patience.Token());
        return await Answer.ReadAsync(response);
    }
}
