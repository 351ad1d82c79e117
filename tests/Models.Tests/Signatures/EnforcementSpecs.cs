using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;

namespace Tracking.Models.Tests.Signatures;

public class EnforcementSpecs
{
    private static readonly Tensor<long> Longs = new(new long[] { 1, 2 }, 2);

    [Theory]
    [InlineData(ElementType.Int32, DataType.Long)]
    [InlineData(ElementType.Int32, DataType.Double)]
    [InlineData(ElementType.Float32, DataType.Double)]
    [InlineData(ElementType.UInt32, DataType.Long)]
    [InlineData(ElementType.UInt8, DataType.Integer)]
    [InlineData(ElementType.Int16, DataType.Float)]
    [InlineData(ElementType.Float16, DataType.Float)]
    public void A_column_is_widened(ElementType from, DataType to)
    {
        var table = new Table(new NamedTensor("x", ElementConversion.Convert(Longs, from)));

        var enforced = TableEnforcement.Enforce(table, ModelSchema.OfColumns(new ColumnSpec("x", to)));

        var column = Assert.Single(enforced.Columns).Tensor;
        Assert.Equal(to.ElementType(), column.ElementType);
        var back = (Tensor<long>)ElementConversion.Convert(column, ElementType.Int64);
        Assert.Equal(Longs.Data.ToArray(), back.Data.ToArray());
    }

    [Theory]
    [InlineData(ElementType.Float64, DataType.Long, "float64 to int64")]
    [InlineData(ElementType.Float64, DataType.Float, "float64 to float32")]
    [InlineData(ElementType.Int64, DataType.Double, "int64 to float64")]
    [InlineData(ElementType.Int64, DataType.Integer, "int64 to int32")]
    [InlineData(ElementType.UInt32, DataType.Integer, "uint32 to int32")]
    [InlineData(ElementType.UInt64, DataType.Long, "uint64 to int64")]
    [InlineData(ElementType.Int64, DataType.Boolean, "int64 to bool")]
    [InlineData(ElementType.Int64, DataType.String, "int64 to str")]
    public void A_column_is_not_narrowed(ElementType from, DataType to, string expected)
    {
        var table = new Table(new NamedTensor("x", ElementConversion.Convert(Longs, from)));

        var error = Assert.Throws<ScoringException>(
            () => TableEnforcement.Enforce(table, ModelSchema.OfColumns(new ColumnSpec("x", to))));

        Assert.Equal($"Incompatible input types for column x. Can not safely convert {expected}.", error.Message);
    }

    [Fact]
    public void A_column_of_zeros_and_ones_may_be_a_float()
    {
        var table = new Table(new NamedTensor("x", new Tensor<long>(new long[] { 0, 1 }, 2)));

        var enforced = TableEnforcement.Enforce(table, ModelSchema.OfColumns(new ColumnSpec("x", DataType.Float)));

        Assert.Equal([0f, 1f], ((Tensor<float>)enforced.Columns[0].Tensor).Data.ToArray());
    }

    [Fact]
    public void A_table_gets_the_order_of_the_signature()
    {
        var table = new Table([new("z", Longs), new("b", Longs), new("a", Longs)]);
        var schema = ModelSchema.OfColumns(
            new ColumnSpec("a", DataType.Long),
            new ColumnSpec("b", DataType.Long),
            new ColumnSpec("c", DataType.Long, IsRequired: false));

        Assert.Equal(["a", "b"], TableEnforcement.Enforce(table, schema).Columns.Select(column => column.Name));
        Assert.Equal(
            "Model is missing inputs ['a', 'b']. Note that there were extra inputs: ['z'].",
            MessageOf(() => TableEnforcement.Enforce(new Table([new("z", Longs)]), schema)));
    }

    [Fact]
    public void Tensors_are_matched_by_name_type_and_shape()
    {
        var schema = ModelSchema.OfTensors(
            new TensorSpec("x", ElementType.Int64, [-1]), new TensorSpec("y", ElementType.Int64, [2, 1]));
        var y = new NamedTensor("y", Longs.Reshape(2, 1));

        var enforced = TensorEnforcement.Enforce([new("z", Longs), y, new("x", Longs)], schema);

        Assert.Equal(["x", "y"], enforced.Select(tensor => tensor.Name));
        Assert.Equal("Model is missing inputs ['x'].", MessageOf(() => TensorEnforcement.Enforce([y], schema)));
        Assert.Equal(
            "Shape of input (2,) does not match expected shape (2, 1).",
            MessageOf(() => TensorEnforcement.Enforce([new("x", Longs), new("y", Longs)], schema)));
        Assert.Equal(
            "dtype of input 'x' float32 does not match expected dtype int64",
            MessageOf(() => TensorEnforcement.Enforce(
                [new("x", ElementConversion.Convert(Longs, ElementType.Float32)), y], schema)));
    }

    [Fact]
    public void A_tensor_without_a_name_takes_any_single_one()
    {
        var schema = ModelSchema.OfTensors(new TensorSpec(null, ElementType.Int64, [2]));

        Assert.Single(TensorEnforcement.Enforce([new("whatever", Longs)], schema));
        Assert.EndsWith("expects a single tensor, got 2.", MessageOf(
            () => TensorEnforcement.Enforce([new("a", Longs), new("b", Longs)], schema)), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_have_their_defaults_and_unknown_ones_are_ignored()
    {
        ParamSpec[] declared =
        [
            new("k", DataType.Double, JsonValue.Create(1.0)), new("n", DataType.Integer, JsonValue.Create(5)),
            new("flags", DataType.Long, new JsonArray(1, 2), IsList: true),
        ];

        var values = ParamEnforcement.Enforce(declared, new JsonObject { ["k"] = 2, ["zzz"] = 1 });

        Assert.Equal(["k", "n", "flags"], values.Keys);
        Assert.Equal(["2", "5", "[1,2]"], values.Values.Select(value => value!.ToJsonString()));
        Assert.Empty(ParamEnforcement.Enforce(null, new JsonObject { ["k"] = 2 }));
    }

    [Theory]
    [InlineData(DataType.Double, "\"x\"", "Can not safely convert `<class 'str'>` to `DataType.double` for value `x`")]
    [InlineData(DataType.Integer, "1.5", "convert `<class 'float'>` to `DataType.integer` for value `1.5`")]
    [InlineData(DataType.Integer, "3000000000", "Can not safely convert `<class 'int'>` to `DataType.integer`")]
    [InlineData(DataType.Boolean, "1", "Can not safely convert `<class 'int'>` to `DataType.boolean` for value `1`")]
    [InlineData(DataType.String, "null", "Can not safely convert `<class 'NoneType'>` to `DataType.string`")]
    [InlineData(DataType.DateTime, "\"soon\"", "Can not safely convert `<class 'str'>` to `DataType.datetime`")]
    [InlineData(DataType.Long, "[1]", "Value should be a scalar for param of type long, received list")]
    public void A_parameter_of_another_type_is_refused(DataType type, string value, string expected)
    {
        var given = new JsonObject { ["k"] = JsonNode.Parse(value) };

        var message = MessageOf(() => ParamEnforcement.Enforce([new ParamSpec("k", type, null)], given));

        Assert.StartsWith("Invalid parameters found: {('k', \"Failed to validate type and shape for 'k': ", message,
            StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_parameter_wants_a_list_of_its_type()
    {
        ParamSpec[] declared =
            [new("a", DataType.Long, null, IsList: true), new("b", DataType.Long, null, IsList: true)];

        var message = MessageOf(
            () => ParamEnforcement.Enforce(declared, new JsonObject { ["a"] = 1, ["b"] = new JsonArray(1, "x") }));

        Assert.Contains("Value must be a 1D array", message, StringComparison.Ordinal);
        Assert.Contains("('b', ", message, StringComparison.Ordinal);
    }

    private static string MessageOf(Func<object> enforce) => Assert.Throws<ScoringException>(enforce).Message;
}
