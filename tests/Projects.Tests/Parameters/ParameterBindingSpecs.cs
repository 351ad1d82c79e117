using Tracking.Projects.Format;
using Tracking.Projects.Parameters;

namespace Tracking.Projects.Tests.Parameters;

public sealed class ParameterBindingSpecs
{
    private static readonly EntryPoint Train = new(
        "train",
        [
            new ParameterSpec("data", ParameterType.Uri, null),
            new ParameterSpec("alpha", ParameterType.Float, "0.5"),
        ],
        "x");

    [Fact]
    public void Defaults_are_filled_in_and_others_are_kept_apart()
    {
        var binding = Bind(("data", "s3://bucket/x"), ("lr", "1"));

        Assert.Equal("0.5", binding.Declared["alpha"]);
        Assert.Equal([new("lr", "1")], binding.Extra);
    }

    [Fact]
    public void A_missing_value_is_named_as_MLflow_names_it()
    {
        var error = Assert.Throws<ProjectException>(() => Bind());

        Assert.Equal("No value given for missing parameters: 'data'", error.Message);
    }

    [Theory]
    [InlineData("1e-3")]
    [InlineData("-inf")]
    [InlineData("NaN")]
    public void Numbers_are_what_Python_takes_for_floats(string value) =>
        Assert.Equal(value, Bind(("data", "s3://b/x"), ("alpha", value)).Declared["alpha"]);

    [Fact]
    public void Every_wrong_value_is_named_at_once()
    {
        var error = Assert.Throws<ProjectException>(() => Bind(("data", "no such file"), ("alpha", "fast")));

        Assert.Equal(
            "Entry point 'train': parameter 'data' is 'no such file', expected a URI or a local path that exists; " +
            "parameter 'alpha' is 'fast', expected a number.",
            error.Message);
    }

    [Fact]
    public void A_zero_character_is_refused()
    {
        var error = Assert.Throws<ProjectException>(() => Bind(("data", "s3://b"), ("x", "a\0b")));

        Assert.Contains("'x' holds a zero character", error.Message, StringComparison.Ordinal);
    }

    private static ParameterBinding Bind(params (string Name, string Value)[] given) =>
        ParameterBinding.Of(Train, given.ToDictionary(pair => pair.Name, pair => pair.Value));
}
