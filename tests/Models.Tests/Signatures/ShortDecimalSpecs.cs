using System.Globalization;
using System.Text;
using Tracking.Models.Signatures.Enforcement;
using Xunit;

namespace Tracking.Models.Tests.Signatures;

/// <summary>Short decimals are read to the nearest double, everything else is left to the general parser.</summary>
public sealed class ShortDecimalSpecs
{
    private const int Samples = 300_000;

    [Fact]
    public void Decimals_of_every_length_are_read_to_the_nearest_double()
    {
        var random = new Random(5);
        for (var i = 0; i < Samples; i++)
        {
            var digits = random.NextInt64((long)Math.Pow(10, random.Next(1, 16))).ToString(
                CultureInfo.InvariantCulture);
            var text = digits.Length > 1 ? digits.Insert(random.Next(1, digits.Length), ".") : digits;
            Assert.True(ShortDecimal.TryParse(Encoding.ASCII.GetBytes("-" + text), out var value), text);
            Assert.Equal(-double.Parse(text, CultureInfo.InvariantCulture), value);
        }
    }

    [Theory]
    [InlineData("0.0", 0L)]
    [InlineData("-0.0", long.MinValue)]
    [InlineData("-0", 0L)]
    public void A_negative_zero_needs_its_point(string text, long bits)
    {
        Assert.True(ShortDecimal.TryParse(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(bits, BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("1 ")]
    [InlineData("1234567890123456")]
    [InlineData("1.2345678901234567")]
    public void What_is_long_or_no_plain_decimal_is_left_alone(string text) =>
        Assert.False(ShortDecimal.TryParse(Encoding.ASCII.GetBytes(text), out _));
}
