using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tracking.Models.Format;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Tests.Signatures;

public class SignatureJsonSpecs
{
    [Fact]
    public void Any_schema_is_read_as_it_was_printed() => Prop.ForAll(Arb.From(Arbitrary.Schema), schema =>
    {
        var json = schema.ToJson();

        var again = ModelSchema.Parse(json, "signature.inputs");

        Assert.Equal(json, again.ToJson());
        Assert.Equal(schema.ToString(), again.ToString());
        Assert.Equal(schema.Columns.Select(column => column.Name), again.Columns.Select(column => column.Name));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_parameters_are_read_as_they_were_printed() => Prop.ForAll(Arb.From(Arbitrary.Param), param =>
    {
        var json = new ModelSignature(null, null, [param]).ToJson()["params"]!.GetValue<string>();

        var again = Assert.Single(ModelSignature.Parse(null, null, json).Params!);

        Assert.Equal(param.ToString(), again.ToString());
        Assert.Equal(param.Type, again.Type);
        Assert.Equal(json, new ModelSignature(null, null, [again]).ToJson()["params"]!.GetValue<string>());
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""[{"type": "double", "name": "x", "required": true}]""")]
    [InlineData("""[{"type": "double", "required": false}]""")]
    [InlineData("""[{"type": "array", "items": {"type": "string"}, "name": "a", "required": true}]""")]
    [InlineData("""[{"type": "map", "values": {"type": "long"}, "name": "m", "required": true}]""")]
    [InlineData("""[{"type": "any", "name": "y", "required": true}]""")]
    [InlineData("""[{"type": "sparkml_vector", "name": "v", "required": true}]""")]
    [InlineData("""[{"type": "decimal", "precision": [10, 2.50], "name": "d", "required": true}]""")]
    [InlineData(
        """[{"type": "object", "properties": {"b": {"type": "binary", "required": false}}, "required": true}]""")]
    [InlineData("""[{"name": "t", "type": "tensor", "tensor-spec": {"dtype": "int64", "shape": []}}]""")]
    [InlineData("""[{"type": "tensor", "tensor-spec": {"dtype": "datetime64[ns]", "shape": [-1, 28, 28]}}]""")]
    [InlineData("""[{"type": "string", "name": "\u00fc\ud83d\ude00\"\\\n", "required": true}]""")]
    [InlineData("[]")]
    public void MLflows_own_text_is_printed_again(string json) =>
        Assert.Equal(json, ModelSchema.Parse(json, "signature.inputs").ToJson());

    [Theory]
    [InlineData("""[{"name": "k", "default": 1e-05, "shape": null, "type": "double"}]""")]
    [InlineData("""[{"name": "k", "default": [1, 2], "shape": [-1], "type": "long"}]""")]
    [InlineData(
        """[{"name": "k", "default": {}, "shape": null, "type": "object", "properties": """
        + """{"a": {"type": "any", "required": true}}}]""")]
    public void MLflows_own_parameters_are_printed_again(string json) =>
        Assert.Equal(json, ModelSignature.Parse(null, null, json).ToJson()["params"]!.GetValue<string>());

    [Fact]
    public void Old_spellings_are_understood()
    {
        var old = ModelSignature.Parse(
            """[{"type": "double", "name": "x", "optional": true}]""",
            null,
            """[{"name": "k", "default": 1, "dtype": "long"}]""");

        Assert.Equal(new ColumnSpec("x", DataType.Double, IsRequired: false), Assert.Single(old.Inputs!.Columns));
        Assert.Equal(new ScalarType(DataType.Long), Assert.Single(old.Params!).Type);
    }

    [Fact]
    public void A_property_that_stands_twice_is_refused() => Assert.Equal(
        "signature.inputs[0].properties has 'a' twice; expected each property once.",
        Assert.Throws<ModelLoadException>(() => ModelSchema.Parse(
            """[{"type": "object", "properties": {"a": {"type": "long"}, "a": {"type": "any"}}}]""",
            "signature.inputs")).Message);

    [Theory]
    [InlineData("x", "signature.inputs is not JSON: ")]
    [InlineData("{}", "signature.inputs is not a JSON list.")]
    [InlineData("[5]", "signature.inputs[0] is 5; expected an object.")]
    [InlineData("""[{"name": "x"}]""", "signature.inputs[0].type is missing; expected a type such as \"double\".")]
    [InlineData("""[{"type": 5}]""", "signature.inputs[0].type is 5; expected text.")]
    [InlineData("""[{"type": "long", "name": 5}]""", "signature.inputs[0].name is 5; expected text.")]
    [InlineData("""[{"type": "long", "required": "yes"}]""", "[0].required is \"yes\"; expected true or false.")]
    [InlineData("""[{"type": "array"}]""", "signature.inputs[0].items is missing; expected the type of the items.")]
    [InlineData("""[{"type": "array", "items": {"type": "tensor"}}]""", "[0].items.type is \"tensor\"; expected the")]
    [InlineData("""[{"type": "tensor"}]""", "signature.inputs[0].tensor-spec is missing; expected an object")]
    [InlineData("""[{"type": "tensor", "tensor-spec": {"dtype": "int8"}}]""", "[0].tensor-spec.shape is missing")]
    [InlineData(
        """[{"type": "tensor", "tensor-spec": {"dtype": "int8", "shape": [1.5]}}]""",
        "shape[0] is 1.5; expected a whole")]
    [InlineData(
        """[{"type": "tensor", "tensor-spec": {"dtype": "int8", "shape": [-2]}}]""",
        "shape[0] is -2; expected an extent")]
    [InlineData("""[{"type": "long", "name": "x"}, {"type": "long", "name": "x"}]""", "inputs[1].name is 'x' again;")]
    [InlineData("""[{"type": "long", "name": "x"}, {"type": "long"}]""", "signature.inputs[1].name is missing;")]
    [InlineData(
        """[{"type": "long", "name": "x"}, {"type": "tensor", "tensor-spec": {"dtype": "int8", "shape": []}}]""",
        "signature.inputs mixes columns and tensors")]
    [InlineData("""[{"type": "long", "name": "\ud800"}]""", "signature.inputs holds text that is not valid Unicode.")]
    public void An_error_names_the_field(string json, string expected)
    {
        var error = Assert.Throws<ModelLoadException>(() => ModelSchema.Parse(json, "signature.inputs"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numpy_names_and_element_types_agree()
    {
        foreach (var type in Enum.GetValues<ElementType>().Where(type => type != ElementType.Json))
        {
            Assert.Equal(type, NumpyTypes.Find(NumpyTypes.Name(type)));
        }

        Assert.Equal(ElementType.String, NumpyTypes.Find("str96"));
        Assert.Null(NumpyTypes.Find("datetime64[ns]"));
        Assert.Null(NumpyTypes.Find("string"));
    }

    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.5e-8, "1.5e-08")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(-1234567890123456.5, "-1234567890123456.5")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(double.NaN, "NaN")]
    public void Floats_are_printed_as_Python_prints_them(double value, string expected) =>
        Assert.Equal(
            $"'k': double (default: {expected})",
            new ParamSpec("k", DataType.Double, JsonValue.Create(value)).ToString());
}
