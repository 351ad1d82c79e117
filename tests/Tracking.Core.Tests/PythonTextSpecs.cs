using Tracking.Core.Errors;

namespace Tracking.Core.Tests;

public sealed class PythonTextSpecs
{
    [Theory]
    [InlineData(1, "1.0")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(0.1, "0.1")]
    [InlineData(123456789.12345679, "123456789.12345679")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_float_is_printed_as_python_prints_it(double value, string text) =>
        Assert.Equal(text, PythonText.Float(value));

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("ü\t\u007f", "\"\\u00fc\\t\\u007f\"")]
    public void A_text_is_quoted_as_python_quotes_it(string text, string quoted) =>
        Assert.Equal(quoted, PythonText.Quote(text));
}
