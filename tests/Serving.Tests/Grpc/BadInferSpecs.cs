using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Grpc;

public class BadInferSpecs
{
    private static readonly byte[] Name = RawCall.Field(1, "x");
    private static readonly byte[] Type = RawCall.Field(2, "INT64");
    private static readonly byte[] ShapeOfTwo = RawCall.Field(3, 2);

    [Fact]
    public async Task What_is_not_protobuf_is_refused_as_such()
    {
        byte[][] messages =
        [
            [0x0A], // a text without its length
            [0x0A, 0x05, 0x61], // a text cut off
            [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], // a length without an end
            [0x00], // field zero
            [0x0B], // a group
            [0x0A, 0x02, 0xC3, 0x28], // text that is not UTF-8
            [0x09, 0x01], // eight bytes cut off
        ];
        await using var rig = await StartAsync(ElementType.Int64);
        foreach (var message in messages)
        {
            var answer = await CallAsync(rig, message);
            Assert.True(answer.Status == "3", $"{Convert.ToHexString(message)}: {answer.Status} {answer.Message}");
        }
    }

    [Fact]
    public async Task Inputs_that_do_not_fit_the_model_are_named()
    {
        await using var rig = await StartAsync(ElementType.Int64);

        await RefusedAsync(rig, "Input 'x' is missing", []);
        await RefusedAsync(rig, "has no input 'y'", Input(RawCall.Field(1, "y"), Type, ShapeOfTwo));
        await RefusedAsync(rig, "unknown datatype 'I64'", Input(Name, RawCall.Field(2, "I64"), ShapeOfTwo));
        await RefusedAsync(rig, "has shape [2,2], expected [-1]", Input(Name, Type, RawCall.Field(3, 2, 2)));
        await RefusedAsync(rig, "given twice", [.. Raw(16), .. Raw(16)]);
        await RefusedAsync(rig, "has no output 'z'", [.. Raw(16), .. RawCall.Field(6, RawCall.Field(1, "z"))]);
    }

    [Fact]
    public async Task Raw_contents_that_do_not_fit_their_shape_are_refused()
    {
        await using var rig = await StartAsync(ElementType.Int64);
        byte[] huge = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];
        byte[] contents = RawCall.Field(5, RawCall.Field(3, 1, 2));

        await RefusedAsync(rig, "has 15 bytes, shape [2] holds 2 elements of 8 bytes", Raw(15));
        await RefusedAsync(rig, "has 0 bytes", [.. Input(Name, Type, RawCall.Field(3, huge)), .. RawCall.Field(7)]);
        await RefusedAsync(rig, "only one of them", [.. Input(Name, Type, ShapeOfTwo, contents), .. RawCall.Field(7)]);
        await RefusedAsync(rig, "1 inputs and 2 raw_input_contents", [.. Raw(16), .. RawCall.Field(7)]);
    }

    [Fact]
    public async Task Typed_contents_that_do_not_fit_are_refused()
    {
        await using var rig = await StartAsync(ElementType.Int64);

        await RefusedAsync(rig, "has 1 elements, shape [2] holds 2", Typed(RawCall.Field(3, 1)));
        await RefusedAsync(rig, "has int_contents, expected int64_contents", Typed(RawCall.Field(2, 1, 2)));
        await RefusedAsync(rig, "has contents twice", Typed(RawCall.Field(3, 1), RawCall.Field(3, 2)));
    }

    [Fact]
    public async Task Numbers_out_of_range_and_types_without_contents_are_refused()
    {
        await using var small = await StartAsync(ElementType.Int8);
        await using var half = await StartAsync(ElementType.Float16);
        byte[] Message(string type, byte[] contents) =>
            Input(Name, RawCall.Field(2, type), RawCall.Field(3, 1), RawCall.Field(5, contents));

        await RefusedAsync(small, "outside -128 to 127", Message("INT8", RawCall.Field(2, 0x80, 0x01)));
        await RefusedAsync(half, "only as raw_input_contents", Message("FP16", RawCall.Field(2, 1)));
    }

    [Fact]
    public async Task Text_with_wrong_lengths_or_bytes_is_refused()
    {
        await using var rig = await StartAsync(ElementType.String);
        byte[] head = Input(Name, RawCall.Field(2, "BYTES"), ShapeOfTwo);

        await RefusedAsync(rig, "index 0 announces more bytes", [.. head, .. RawCall.Field(7, 9, 0, 0, 0, 1)]);
        await RefusedAsync(rig, "index 0 announces more bytes", [.. head, .. RawCall.Field(7, 1, 0)]);
        await RefusedAsync(rig, "has 1 texts", [.. head, .. RawCall.Field(7, 0, 0, 0, 0)]);
        await RefusedAsync(rig, "index 0 is not UTF-8", [.. head, .. RawCall.Field(7, 1, 0, 0, 0, 0xFF)]);
    }

    [Fact]
    public async Task Fields_in_any_order_and_unknown_ones_are_read()
    {
        await using var rig = await StartAsync(ElementType.Int64);
        byte[] reversed =
        [
            .. RawCall.Field(7, new byte[16]), 0xF8, 0x07, 5,
            .. RawCall.Field(5, [.. RawCall.Field(3, 2), .. Type, .. Name]), .. RawCall.Field(1, "m"),
        ];

        using var call = new RawCall(RawCall.Infer, RawCall.Frame(reversed));

        Assert.Equal("0", (await call.SendAsync(rig.Host.Address)).Status);
    }

    private static Task<ServingRig> StartAsync(ElementType type) =>
        ServingRig.StartAsync(FunctionScorer.Echo(type, -1));

    private static byte[] Input(params byte[][] fields) => RawCall.Field(5, [.. fields.SelectMany(field => field)]);

    private static byte[] Raw(int bytes) => [.. Input(Name, Type, ShapeOfTwo), .. RawCall.Field(7, new byte[bytes])];

    private static byte[] Typed(params byte[][] contents) =>
        Input([Name, Type, ShapeOfTwo, .. contents.Select(content => RawCall.Field(5, content))]);

    private static async Task RefusedAsync(ServingRig rig, string named, byte[] message)
    {
        var answer = await CallAsync(rig, [.. RawCall.Field(1, "m"), .. message]);
        Assert.Contains(named, Uri.UnescapeDataString(answer.Message ?? ""));
        Assert.Equal("3", answer.Status);
    }

    private static async Task<RawResult> CallAsync(ServingRig rig, byte[] message)
    {
        using var call = new RawCall(RawCall.Infer, RawCall.Frame(message));
        return await call.SendAsync(rig.Host.Address);
    }
}
