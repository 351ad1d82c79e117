using Tracking.Models.Tensors;

namespace Tracking.Models.Tests.Tensors;

public class ElementConversionSpecs
{
    private static readonly ElementType[] Numeric =
        [.. Enum.GetValues<ElementType>().Where(type => type is not (ElementType.String or ElementType.Json))];

    [Fact]
    public void Zero_and_one_survive_every_way_there_and_back()
    {
        var start = new Tensor<bool>(new[] { true, false, true }, 3);
        foreach (var from in Numeric)
        {
            var source = ElementConversion.Convert(start, from);
            Assert.Equal(from, source.ElementType);
            foreach (var to in Numeric)
            {
                var there = ElementConversion.Convert(source, to);

                Assert.Equal(to, there.ElementType);
                Assert.Equal([3L], there.Shape.ToArray());
                var back = (Tensor<bool>)ElementConversion.Convert(there, ElementType.Bool);
                Assert.Equal([true, false, true], back.Data.ToArray());
            }
        }
    }

    [Fact]
    public void Doubles_round_to_singles_and_keep_NaN_and_infinities()
    {
        var source = new Tensor<double>(new[] { 0.1, double.NaN, double.NegativeInfinity, 1e-50 }, 4);

        var singles = (Tensor<float>)ElementConversion.Convert(source, ElementType.Float32);

        Assert.Equal([0.1f, float.NaN, float.NegativeInfinity, 0f], singles.Data.ToArray());
    }

    [Theory]
    [InlineData(1e40, ElementType.Float32)]
    [InlineData(70000.0, ElementType.Float16)]
    [InlineData(3.4e38, ElementType.BFloat16)]
    [InlineData(1.5, ElementType.Int64)]
    [InlineData(9223372036854775808.0, ElementType.Int64)]
    [InlineData(double.NaN, ElementType.Int32)]
    [InlineData(-1.0, ElementType.UInt32)]
    [InlineData(300.0, ElementType.UInt8)]
    [InlineData(2.0, ElementType.Bool)]
    public void What_would_change_is_refused(double value, ElementType to)
    {
        var source = new Tensor<double>(new[] { 1.0, value }, 2);

        Assert.Throws<InvalidCastException>(() => ElementConversion.Convert(source, to));
    }

    [Fact]
    public void The_element_is_named()
    {
        var source = new Tensor<long>(new long[] { 1, 2, -3 }, 3);

        var error = Assert.Throws<InvalidCastException>(() => ElementConversion.Convert(source, ElementType.UInt64));

        Assert.Equal("element 2 is -3, which UInt64 cannot hold.", error.Message);
    }

    [Fact]
    public void Text_and_numbers_do_not_mix()
    {
        var text = new StringTensor(["1"], 1);

        Assert.Same(text, ElementConversion.Convert(text, ElementType.String));
        Assert.Throws<InvalidCastException>(() => ElementConversion.Convert(text, ElementType.Int32));
        Assert.Throws<InvalidCastException>(
            () => ElementConversion.Convert(new Tensor<int>(new[] { 1 }, 1), ElementType.String));
    }
}
