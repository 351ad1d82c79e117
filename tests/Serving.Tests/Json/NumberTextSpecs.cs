using System.Globalization;
using System.Text;
using Tracking.Serving.Protocols.Json;
using Xunit;

namespace Tracking.Serving.Tests.Json;

/// <summary>Floats in answers: the shortest text that reads back as the same.</summary>
public sealed class NumberTextSpecs
{
    private const int Samples = 300_000;

    [Fact]
    public void Singles_of_any_bits_are_written_as_the_general_formatter_writes_them()
    {
        var random = new Random(7);
        for (var i = 0; i < Samples; i++)
        {
            CheckSingle(BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));
            CheckSingle((float)Math.Pow(10, (random.NextDouble() * 13) - 5));
        }
    }

    [Fact]
    public void Singles_near_short_decimals_and_halves_are_written_as_the_general_formatter_writes_them()
    {
        var random = new Random(8);
        for (var i = 0; i < Samples; i++)
        {
            var near = (float)(random.Next(1_000_000) / Math.Pow(10, random.Next(10)));
            CheckSingle(-near);
            CheckSingle(MathF.BitIncrement(near));
            CheckSingle(MathF.BitDecrement(near));
            CheckSingle(random.Next(1 << 24) / MathF.Pow(2, random.Next(30)));
        }
    }

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(-2.5f, "-2.5")]
    [InlineData(3f, "3.0")]
    [InlineData(0.0001f, "0.0001")]
    [InlineData(9999999f, "9999999.0")]
    [InlineData(2097152.25f, "2097152.2")]
    [InlineData(0.33333334f, "0.33333334")]
    public void A_single_has_the_text_that_Python_gives_it(float value, string expected) =>
        Assert.Equal(expected, Written(value));

    private static void CheckSingle(float value)
    {
        if (float.IsFinite(value))
        {
            var text = value.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0", Written(value));
        }
    }

    private static string Written(float value)
    {
        using var buffer = new ResponseBuffer();
        JsonText.Write(buffer, value);
        return Encoding.ASCII.GetString(buffer.Written);
    }
}
