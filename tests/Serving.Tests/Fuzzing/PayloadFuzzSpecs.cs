using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Fuzzing;

/// <summary>Spoilt bodies of every protocol to a running host, the same ones in every run.</summary>
public sealed class PayloadFuzzSpecs
{
    private const int Requests = 400;
    private const int Seed = 20_261;

    private const string Columns =
        """
        [{"type":"double","name":"a"},{"type":"long","name":"b"},{"type":"string","name":"c","required":false},
        {"type":"boolean","name":"d","required":false},{"type":"datetime","name":"e","required":false}]
        """;

    private const string Records =
        """[{"a":1.5,"b":2,"c":"x","d":true,"e":"2026-01-02T03:04:05"},{"a":-2,"b":7,"c":"y","d":false}]""";

    public static TheoryData<string, string, string> Tables => new()
    {
        { "/invocations", "application/json", "{\"dataframe_records\":" + Records + "}" },
        { "/invocations", "application/json", "{\"instances\":" + Records + "}" },
        { "/v1/models/m:predict", "application/json", "{\"instances\":" + Records + "}" },
        {
            "/invocations", "application/json",
            """{"dataframe_split":{"columns":["a","b","c","d"],"data":[[1.5,2,"x",true],[3,4,"y",false]]}}"""
        },
        { "/invocations", "application/json", """{"inputs":{"a":[1.5,2],"b":[3,4],"c":["x","y"],"d":[true,false]}}""" },
        { "/invocations", "text/csv", "a,b,c,d,e\n1.5,2,\"x,y\",true,2026-01-02\n-3,4,,false,\n" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Spoilt_tables_are_answered_or_refused(string path, string contentType, string body)
    {
        await using var rig = await ServingRig.StartAsync(
            FunctionScorer.Of(
                new TensorInfo("a", ElementType.Float64, [-1]),
                new TensorInfo("b", ElementType.Int64, [-1]),
                new TensorInfo("c", ElementType.String, [-1]) { IsOptional = true },
                new TensorInfo("d", ElementType.Bool, [-1]) { IsOptional = true },
                new TensorInfo("e", ElementType.Int64, [-1]) { IsOptional = true }),
            Columns.ReplaceLineEndings(""));

        await SpoilAsync(rig, path, contentType, Encoding.UTF8.GetBytes(body), head: null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Spoilt_tensors_are_answered_or_refused(bool isRaw)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2));
        var head = Encoding.UTF8.GetBytes(isRaw
            ? """{"inputs":[{"name":"x","shape":[2,2],"datatype":"FP32","parameters":{"binary_data_size":16}}]}"""
            : """{"id":"1","inputs":[{"name":"x","shape":[2,2],"datatype":"FP32","data":[[1,2.5],[3,-4]]}]}""");
        var raw = isRaw ? MemoryMarshal.AsBytes<float>([1, 2, float.NaN, 4]).ToArray() : [];

        await SpoilAsync(
            rig,
            "/v2/models/m/infer",
            isRaw ? "application/octet-stream" : "application/json",
            [.. head, .. raw],
            isRaw ? head.Length : null);
    }

    private static async Task SpoilAsync(
        ServingRig rig, string path, string contentType, byte[] body, int? head)
    {
        var spoiler = new BodySpoiler(new Random(Seed));
        Assert.Equal(200, await SendAsync(rig, path, contentType, body, head));
        var refused = 0;
        for (var i = 0; i < Requests; i++)
        {
            var spoilt = spoiler.Spoil(body);
            var status = await SendAsync(rig, path, contentType, spoilt, head);
            Assert.True(
                status is 200 or (>= 400 and < 500),
                $"Request {i} of seed {Seed} was answered {status}: {Convert.ToBase64String(spoilt)}");
            refused += status == 200 ? 0 : 1;
        }

        Assert.InRange(refused, Requests / 4, Requests - 1);
        Assert.Equal(200, await SendAsync(rig, path, contentType, body, head));
    }

    private static async Task<int> SendAsync(
        ServingRig rig, string path, string contentType, byte[] body, int? head)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (head is not null)
        {
            content.Headers.Add("Inference-Header-Content-Length", $"{head}");
        }

        using var response = await rig.Client.PostAsync(path, content, Patience.Token());
        return (int)response.StatusCode;
    }
}
