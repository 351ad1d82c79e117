using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Tests.Authoring;

public sealed class TensorEncodingSpecs
{
    public static TheoryData<Tensor, int, byte[]> Fixed => new()
    {
        { new Tensor<float>(new[] { 1f }, 1), 1, [0, 0, 0x80, 0x3f] },
        { new Tensor<byte>(new byte[] { 7 }, 1), 2, [7] },
        { new Tensor<sbyte>(new sbyte[] { -1 }, 1), 3, [0xff] },
        { new Tensor<ushort>(new ushort[] { 258 }, 1), 4, [2, 1] },
        { new Tensor<short>(new short[] { -2 }, 1), 5, [0xfe, 0xff] },
        { new Tensor<int>(new[] { 1 }, 1), 6, [1, 0, 0, 0] },
        { new Tensor<long>(new[] { 1L }, 1), 7, [1, 0, 0, 0, 0, 0, 0, 0] },
        { new Tensor<bool>(new[] { true, false }, 2), 9, [1, 0] },
        { new Tensor<Half>(new[] { (Half)1 }, 1), 10, [0, 0x3c] },
        { new Tensor<double>(new[] { 1d }, 1), 11, [0, 0, 0, 0, 0, 0, 0xf0, 0x3f] },
        { new Tensor<uint>(new[] { 1u }, 1), 12, [1, 0, 0, 0] },
        { new Tensor<ulong>(new[] { 1ul }, 1), 13, [1, 0, 0, 0, 0, 0, 0, 0] },
        { new Tensor<BFloat16>(new[] { BFloat16.FromSingle(1) }, 1), 16, [0x80, 0x3f] },
    };

    [Theory]
    [MemberData(nameof(Fixed))]
    public void Elements_of_fixed_size_are_little_endian_bytes(Tensor tensor, int dataType, byte[] bytes)
    {
        var encoded = TensorEncoding.Encode("t", tensor);

        Assert.Equal((dataType, "t"), (encoded.DataType, encoded.Name));
        Assert.Equal(bytes, encoded.RawData.ToByteArray());
    }

    [Fact]
    public void Text_is_a_list_in_utf8()
    {
        var encoded = TensorEncoding.Encode("t", new StringTensor(["ä", ""], 1, 2));

        Assert.Equal(8, encoded.DataType);
        Assert.Equal([1L, 2L], encoded.Dims);
        Assert.Equal(["ä", ""], encoded.StringData.Select(text => text.ToStringUtf8()));
        Assert.False(encoded.HasRawData);
    }
}
