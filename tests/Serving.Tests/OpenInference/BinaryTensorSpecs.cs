using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.OpenInference;

public class BinaryTensorSpecs
{
    private const string Header = "Inference-Header-Content-Length";
    private const string Infer = "/v2/models/m/infer";
    private const string BinaryOutput = """{"binary_data_output":true}""";
    private const string Start = """{"name":"x","shape":[1],"datatype":"FP32" """;

    [Fact]
    public async Task Raw_bytes_behind_the_json_come_back_as_raw_bytes()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2));
        var raw = MemoryMarshal.AsBytes<float>([1.5f, -2, float.NaN, 4]).ToArray();

        var (answer, json, rest) = await SendAsync(rig, Head("FP32", "[2,2]", 16, BinaryOutput), raw);

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/octet-stream", answer.ContentType);
        Assert.Equal(
            """
            {"model_name":"m","outputs":[{"name":"x","datatype":"FP32","shape":[2,2],
            "parameters":{"binary_data_size":16}}]}
            """.ReplaceLineEndings(""),
            json);
        Assert.Equal(raw, rest);
    }

    [Theory]
    [InlineData(ElementType.Bool, "BOOL", 1)]
    [InlineData(ElementType.UInt8, "UINT8", 1)]
    [InlineData(ElementType.Int8, "INT8", 1)]
    [InlineData(ElementType.UInt16, "UINT16", 2)]
    [InlineData(ElementType.Int16, "INT16", 2)]
    [InlineData(ElementType.Float16, "FP16", 2)]
    [InlineData(ElementType.BFloat16, "BF16", 2)]
    [InlineData(ElementType.UInt32, "UINT32", 4)]
    [InlineData(ElementType.Int32, "INT32", 4)]
    [InlineData(ElementType.Float32, "FP32", 4)]
    [InlineData(ElementType.UInt64, "UINT64", 8)]
    [InlineData(ElementType.Int64, "INT64", 8)]
    [InlineData(ElementType.Float64, "FP64", 8)]
    public async Task Every_datatype_keeps_its_bytes(ElementType type, string datatype, int size)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(type, -1));
        var raw = Enumerable.Range(0, 3 * size).Select(i => (byte)(i % 2)).ToArray();

        var (answer, _, rest) = await SendAsync(
            rig, Head(datatype, "[3]", raw.Length, BinaryOutput), raw);

        Assert.Equal(200, answer.Status);
        Assert.Equal(raw, rest);
    }

    [Fact]
    public async Task Texts_have_their_length_before_them()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.String, -1));
        byte[] raw = [.. Text("ä漢"), .. Text(""), .. Text("x")];

        var (answer, _, rest) = await SendAsync(
            rig, Head("BYTES", "[3]", raw.Length, BinaryOutput), raw);

        Assert.Equal(200, answer.Status);
        Assert.Equal(raw, rest);
        Assert.Equal(["ä漢", "", "x"], ((StringTensor)rig.Echo.Asked[0].Tensor).Data.AsEnumerable());
    }

    [Fact]
    public async Task Json_and_raw_tensors_mix_and_each_output_chooses_for_itself()
    {
        TensorInfo[] two = [new("a", ElementType.Int64, [-1]), new("b", ElementType.Int32, [-1])];
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(two));
        const string json = """
            {"inputs":[{"name":"a","shape":[1],"datatype":"INT64","data":[7]},
             {"name":"b","shape":[2],"datatype":"INT32","parameters":{"binary_data_size":8}}],
             "parameters":{"binary_data_output":true},
             "outputs":[{"name":"b"},{"name":"a","parameters":{"binary_data":false}}]}
            """;
        var raw = MemoryMarshal.AsBytes<int>([1, -1]).ToArray();

        var (_, answered, rest) = await SendAsync(rig, json, raw);

        var outputs = JsonNode.Parse(answered)!["outputs"]!;
        Assert.Equal(8, (int?)outputs[0]!["parameters"]!["binary_data_size"]);
        Assert.Equal(7, (int?)outputs[1]!["data"]![0]);
        Assert.Equal(raw, rest);
    }

    [Fact]
    public async Task A_body_of_raw_bytes_only_is_the_only_input_and_its_rows_follow_from_its_length()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float64, -1, 3));
        var raw = MemoryMarshal.AsBytes<double>([1, 2, 3, 4, 5, 6]).ToArray();

        var (answer, json, rest) = await SendAsync(rig, "", raw);

        Assert.Equal(200, answer.Status);
        Assert.Contains("\"shape\":[2,3]", json);
        Assert.Equal(raw, rest);
    }

    [Theory]
    [InlineData("FP32", "[2]", 4, 4, "has 4 bytes, shape [2] holds 2 elements of 4 bytes")]
    [InlineData("FP32", "[2]", 16, 8, "has binary_data_size 16, but only 8 bytes are left")]
    [InlineData("FP32", "[2]", 8, 12, "4 bytes behind the JSON belong to no input")]
    [InlineData("FP32", "[9223372036854775807,9]", 8, 8, "expected [-1]")]
    [InlineData("FP32", "[4611686018427387904]", 8, 8, "holds 4611686018427387904 elements of 4 bytes")]
    [InlineData("INT8", "[8]", 8, 8, "has datatype INT8, expected FP32")]
    public async Task Bytes_that_do_not_fit_are_refused(
        string datatype, string shape, long said, int sent, string message)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));

        var (answer, _, _) = await SendAsync(rig, Head(datatype, shape, said, "{}"), new byte[sent]);

        Assert.Equal(400, answer.Status);
        Assert.Contains(message, answer.Message);
    }

    [Theory]
    [InlineData("-1", "expected the length of the JSON")]
    [InlineData("x", "expected the length of the JSON")]
    [InlineData("99999999999", "expected the length of the JSON")]
    [InlineData("4000", "but the body has only")]
    public async Task A_header_that_makes_no_sense_is_refused(string header, string message)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));

        var (answer, _, _) = await SendAsync(rig, Head("FP32", "[1]", 4, "{}"), new byte[4], header);

        Assert.Equal(400, answer.Status);
        Assert.Contains(message, answer.Message);
    }

    [Theory]
    [InlineData(new byte[] { 255, 255, 255, 255, 1 }, "the text at index 0 announces more bytes")]
    [InlineData(new byte[] { 1, 0, 0, 0, 255 }, "the text at index 0 is not UTF-8")]
    [InlineData(new byte[] { 0, 0, 0, 0, 9 }, "the text at index 1 announces more bytes")]
    public async Task Broken_texts_are_refused(byte[] raw, string message)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.String, -1));

        var (answer, _, _) = await SendAsync(rig, Head("BYTES", "[1]", raw.Length, "{}"), raw);

        Assert.Equal(400, answer.Status);
        Assert.Contains(message, answer.Message);
    }

    [Theory]
    [InlineData(""","data":[1],"parameters":{"binary_data_size":4}""", "has both")]
    [InlineData("", "has no 'data'")]
    [InlineData(""","parameters":{"binary_data_size":-4}""", "binary_data_size")]
    [InlineData(""","parameters":{"binary_data_size":"4"}""", "binary_data_size")]
    [InlineData(""","parameters":[4]""", "expected an object")]
    [InlineData(""","parameters":{"a":[1]},"data":[1]""", "parameter 'a'")]
    public async Task An_input_is_given_once_and_its_parameters_are_plain(string rest, string message)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));

        var (answer, _, _) = await SendAsync(rig, $$"""{"inputs":[{{Start}}{{rest}} }]}""", new byte[4]);

        Assert.Equal(400, answer.Status);
        Assert.Contains(message, answer.Message);
    }

    internal static async Task<(Answer Answer, string Json, byte[] Raw)> SendAsync(
        ServingRig rig, string json, byte[] raw, string? header = null)
    {
        var head = Encoding.UTF8.GetBytes(json);
        using var content = new ByteArrayContent([.. head, .. raw]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/octet-stream");
        content.Headers.Add(Header, header ?? $"{head.Length}");
        using var response = await rig.Client.PostAsync(Infer, content, Patience.Token());
        var body = await response.Content.ReadAsByteArrayAsync(Patience.Token());
        var length = Lengths(response) is [var value] ? int.Parse(value) : body.Length;
        return (await Answer.ReadAsync(response), Encoding.UTF8.GetString(body, 0, length), body[length..]);
    }

    private static string[] Lengths(HttpResponseMessage response) =>
        response.Headers.TryGetValues(Header, out var values)
        || response.Content.Headers.TryGetValues(Header, out values) ? [.. values] : [];

    private static string Head(string datatype, string shape, long size, string parameters) => $$"""
        {"inputs":[{"name":"x","shape":{{shape}},"datatype":"{{datatype}}",
         "parameters":{"binary_data_size":{{size}} } }],
         "parameters":{{parameters}} }
        """;

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return [.. length, .. bytes];
    }
}
