using System.Text;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;

namespace Tracking.Models.Tests.Signatures;

public class ValueBufferSpecs
{
    [Fact]
    public void Floats_take_integers_numbers_texts_booleans_and_null()
    {
        var buffer = Column(DataType.Float);
        buffer.AppendInteger(5);
        buffer.AppendNumber(0.1);
        buffer.AppendNumber("-2.5e3"u8);
        buffer.AppendText(" 5.1 ");
        buffer.AppendText("-inf");
        buffer.AppendBoolean(true);
        buffer.AppendNull();
        buffer.AppendNumber(double.PositiveInfinity);

        Assert.Equal(
            [5f, 0.1f, -2500f, 5.1f, float.NegativeInfinity, 1f, float.NaN, float.PositiveInfinity],
            ((Tensor<float>)buffer.ToTensor()).Data.ToArray());
    }

    [Fact]
    public void Integers_take_whole_numbers_in_any_form()
    {
        var buffer = Column(DataType.Integer);
        buffer.AppendInteger(int.MinValue);
        buffer.AppendNumber(2.0);
        buffer.AppendNumber("3"u8);
        buffer.AppendNumber("4.0"u8);
        buffer.AppendText("5");
        buffer.AppendBoolean(true);

        Assert.Equal([int.MinValue, 2, 3, 4, 5, 1], ((Tensor<int>)buffer.ToTensor()).Data.ToArray());
    }

    [Fact]
    public void Integers_of_64_bits_are_exact()
    {
        var buffer = ValueBuffer.ForTensor(ElementType.UInt64, "x");
        buffer.AppendNumber("18446744073709551615"u8);
        buffer.AppendNumber("9007199254740993"u8);

        Assert.Equal([ulong.MaxValue, 9007199254740993], ((Tensor<ulong>)buffer.ToTensor()).Data.ToArray());
    }

    public static TheoryData<DataType, string, string> ChangedValues => new()
    {
        { DataType.Integer, "1.5", "1.5; expected a whole number from -2147483648 to 2147483647." },
        { DataType.Integer, "1099511627776", "1099511627776; expected a whole number" },
        { DataType.Integer, "NaN", "NaN; expected a whole number" },
        { DataType.Integer, "null", "null; expected a whole number" },
        { DataType.Integer, "\"1.0\"", "'1.0'; expected a whole number" },
        { DataType.Integer, "\"1.50\"", "'1.50'; expected a whole number" },
        { DataType.Long, "9223372036854775808", "9223372036854775808; expected a whole number from -9223372036854775" },
        { DataType.Long, "1e19", "1e19; expected a whole number" },
        { DataType.Long, "1e999", "1e999; expected a whole number" },
        { DataType.Float, "\"a\"", "'a'; expected a number." },
        { DataType.Float, "\"1e999\"", "'1e999'; expected a number." },
        { DataType.Float, "1e40", "1e40; expected a number that the type can hold." },
        { DataType.Float, "\"1e40\"", "'1e40'; expected a number that the type can hold." },
        { DataType.Double, "1e999", "1e999; expected a number that the type can hold." },
        { DataType.Boolean, "9223372036854775808", "9223372036854775808; expected true or false." },
        { DataType.Boolean, "2", "2; expected true or false." },
        { DataType.Boolean, "\"x\"", "'x'; expected true or false." },
        { DataType.Boolean, "null", "null; expected true or false." },
        { DataType.Binary, "\"!\"", "'!'; expected base64." },
        { DataType.Binary, "5", "5; expected base64." },
        { DataType.DateTime, "\"nope\"", "'nope'; expected an ISO 8601 time" },
        { DataType.DateTime, "\"10:30\"", "'10:30'; expected an ISO 8601 time" },
        { DataType.DateTime, "\"9999-01-01\"", "'9999-01-01'; expected an ISO 8601 time" },
        { DataType.DateTime, "1.5", "1.5; expected an ISO 8601 time" },
        { DataType.DateTime, "9223372036854775808", "9223372036854775808; expected an ISO 8601 time" },
    };

    [Theory]
    [MemberData(nameof(ChangedValues))]
    public void What_would_change_the_value_is_refused(DataType type, string json, string expected)
    {
        var buffer = Column(type);

        var error = Assert.Throws<ScoringException>(() => Append(buffer, json));

        Assert.Equal(ScoringFault.InvalidInput, error.Fault);
        var start = $"Failed to convert column x to type '{type.NumpyName()}': row 0 is ";
        Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ChangedValues))]
    public void Text_of_a_file_is_refused_in_the_same_words(DataType type, string json, string expected)
    {
        if (json is ['"', .. var text, '"'])
        {
            var error = Assert.Throws<ScoringException>(() => Column(type).AppendText(Encoding.UTF8.GetBytes(text)));

            Assert.Contains($": row 0 is {expected}", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ElementType.UInt8, "256")]
    [InlineData(ElementType.UInt8, "-1")]
    [InlineData(ElementType.Int8, "128")]
    [InlineData(ElementType.UInt64, "-1")]
    [InlineData(ElementType.UInt64, "18446744073709551616")]
    [InlineData(ElementType.Int64, "9223372036854775808.0")]
    [InlineData(ElementType.Float16, "65520")]
    [InlineData(ElementType.BFloat16, "3.4e38")]
    public void A_number_out_of_range_is_refused_in_a_tensor(ElementType type, string number)
    {
        var buffer = ValueBuffer.ForTensor(type, "pixels");
        buffer.AppendInteger(1);

        var error = Assert.Throws<ScoringException>(() => Append(buffer, number));

        Assert.StartsWith(
            $"Failed to convert input 'pixels' to type '{NumpyTypes.Name(type)}': element 1 is ",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_integer_too_wide_for_its_type_is_refused_when_it_comes_as_one()
    {
        Assert.Throws<ScoringException>(() => ValueBuffer.ForTensor(ElementType.UInt64, null).AppendInteger(-1));
        Assert.Throws<ScoringException>(() => ValueBuffer.ForTensor(ElementType.UInt8, null).AppendInteger(256));
        Assert.Throws<ScoringException>(() => ValueBuffer.ForTensor(ElementType.Int16, null).AppendInteger(65535));
    }

    [Theory]
    [InlineData("2024-01-01", 1704067200_000000000)]
    [InlineData("2024-01-01T00:00:01", 1704067201_000000000)]
    [InlineData("2024-01-01 00:00:01.5", 1704067201_500000000)]
    [InlineData("2024-01-01T00:00:01.123456789", 1704067201_123456789)]
    [InlineData("2024-01-01T00:00:01.12345678Z", 1704067201_123456780)]
    [InlineData("2024-01-01T02:00:00+02:00", 1704067200_000000000)]
    public void Times_are_nanoseconds_since_1970(string text, long expected)
    {
        var buffer = Column(DataType.DateTime);
        buffer.AppendText(text);
        buffer.AppendInteger(1700000000000);
        buffer.AppendNull();

        Assert.Equal([expected, 1700000000000, long.MinValue], ((Tensor<long>)buffer.ToTensor()).Data.ToArray());
    }

    [Fact]
    public void Booleans_and_texts_take_their_likes()
    {
        var flags = Column(DataType.Boolean);
        flags.AppendBoolean(false);
        flags.AppendInteger(1);
        flags.AppendText("TRUE");
        var texts = Column(DataType.String);
        texts.AppendText("ü");
        texts.AppendNumber("5"u8);
        texts.AppendBoolean(true);

        Assert.Equal([false, true, true], ((Tensor<bool>)flags.ToTensor()).Data.ToArray());
        texts.AppendNull();
        Assert.Equal(["ü", "5", "true", null], ((StringTensor)texts.ToTensor()).Data.AsEnumerable());
    }

    [Fact]
    public void A_buffer_takes_any_shape_of_its_count()
    {
        var buffer = ValueBuffer.ForTensor(ElementType.Float32, null, capacity: 0);
        for (var i = 0; i < 100; i++)
        {
            buffer.AppendInteger(i);
        }

        var tensor = buffer.ToTensor(4, 25);

        Assert.Equal([4L, 25L], tensor.Shape.ToArray());
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), ((Tensor<float>)tensor).Data.ToArray());
    }

    [Fact]
    public void A_column_of_an_unknown_type_cannot_be_scored()
    {
        var column = new ColumnSpec("x", new UnknownType("sparkml_vector", "{}"));

        var error = Assert.Throws<ScoringException>(() => ValueBuffer.ForColumn(column));

        Assert.Contains("'x': sparkml_vector (required)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_without_a_name_of_its_own_takes_no_missing_text() => Assert.Contains(
        "null; expected text",
        Assert.Throws<ScoringException>(() => ValueBuffer.ForTensor(ElementType.String, null).AppendNull()).Message,
        StringComparison.Ordinal);

    private static ValueBuffer Column(DataType type) => ValueBuffer.ForColumn(new ColumnSpec("x", type));

    private static void Append(ValueBuffer buffer, string json)
    {
        switch (json)
        {
            case "null":
                buffer.AppendNull();
                break;
            case "NaN":
                buffer.AppendNumber(double.NaN);
                break;
            case ['"', .. var text, '"']:
                buffer.AppendText(text);
                break;
            default:
                buffer.AppendNumber(Encoding.UTF8.GetBytes(json));
                break;
        }
    }
}
