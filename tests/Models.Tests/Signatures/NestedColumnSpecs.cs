using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;

namespace Tracking.Models.Tests.Signatures;

/// <summary>Columns of lists, objects, maps and any values.</summary>
public class NestedColumnSpecs
{
    private static readonly ObjectType Person = new(
    [
        new ObjectProperty("name", DataType.String),
        new ObjectProperty("age", DataType.Long, IsRequired: false),
        new ObjectProperty("tags", new ArrayType(DataType.String), IsRequired: false),
    ]);

    public static TheoryData<ColumnType, string> Fitting => new()
    {
        { new ArrayType(DataType.Double), "[1, 2.5, null, -1e300]" },
        { new ArrayType(DataType.Long), "[]" },
        { new ArrayType(new ArrayType(DataType.Boolean)), "[[true], [], [false, true]]" },
        { new ArrayType(new AnyType()), "[1, null, \"x\", {\"a\": []}]" },
        { new ArrayType(new AnyType()), "null" },
        { new ArrayType(DataType.DateTime), "[\"2024-01-01T00:00:00Z\", 1700000000000000000]" },
        { new ArrayType(DataType.Binary), "[\"AAE=\", \"\"]" },
        { Person, """{"name": "ü"}""" },
        { Person, """{"tags": ["a"], "age": null, "name": ""}""" },
        { new MapType(DataType.Float), """{"": 1, "b": 0.1}""" },
        { new MapType(new AnyType()), "null" },
        { new AnyType(), "null" },
        { new AnyType(), "[{\"deep\": [1]}]" },
    };

    public static TheoryData<ColumnType, string, string> Refused => new()
    {
        { new ArrayType(DataType.Double), "1", "row 0 is 1; expected a list." },
        { new ArrayType(DataType.Double), "null", "row 0 is null; expected a list." },
        { new ArrayType(DataType.Double), "[1, \"2\"]", "row 0[1] is '2'; expected double." },
        { new ArrayType(DataType.Float), "[1e39]", "row 0[0] is 1e39; expected float" },
        { new ArrayType(DataType.Double), "[1e999]", "row 0[0] is 1e999; expected double." },
        { new ArrayType(DataType.Integer), "[2147483648]", "row 0[0] is 2147483648; expected integer" },
        { new ArrayType(DataType.Long), "[1.5]", "row 0[0] is 1.5; expected long" },
        { new ArrayType(DataType.Long), "[9223372036854775808]", "is 9223372036854775808; expected long" },
        { new ArrayType(DataType.Long), "[null]", "row 0[0] is null; expected long" },
        { new ArrayType(DataType.String), "[5]", "row 0[0] is 5; expected string." },
        { new ArrayType(DataType.Boolean), "[0]", "row 0[0] is 0; expected boolean." },
        { new ArrayType(DataType.Binary), "[\"?\"]", "row 0[0] is '?'; expected binary as base64." },
        { new ArrayType(DataType.DateTime), "[\"3024-01-01\"]", "is '3024-01-01'; expected an ISO 8601 time" },
        { new ArrayType(new ArrayType(DataType.Long)), "[[1], 2]", "row 0[1] is 2; expected a list." },
        { Person, "[]", "row 0 is a list; expected an object." },
        { Person, "{}", "row 0 is missing required properties: {'name'}." },
        { Person, """{"name": null}""", "row 0.name is null; expected string." },
        { Person, """{"name": "a", "x": 1}""", "has invalid properties not defined in the schema: {'x'}." },
        { Person, """{"name": "a", "name": "b"}""", "row 0 has the property 'name' twice." },
        { Person, """{"name": "a", "tags": ["b", 1]}""", "row 0.tags[1] is 1; expected string." },
        { new MapType(DataType.Long), """{"a": 1, "b": "2"}""", "row 0.b is '2'; expected long" },
        { new MapType(DataType.Long), """{"a": 1, "a": 2}""", "row 0 has the key 'a' twice." },
        { new MapType(DataType.Long), "[]", "row 0 is a list; expected an object from text to values." },
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public void Values_of_the_type_are_kept_as_they_were_sent(ColumnType type, string json)
    {
        var buffer = ValueBuffer.ForColumn(new ColumnSpec("x", type));

        buffer.AppendJson(JsonElement.Parse(json));

        Assert.Equal(json, Assert.Single(((JsonTensor)buffer.ToTensor()).Data).GetRawText());
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Other_values_are_refused_with_their_place(ColumnType type, string json, string message)
    {
        var buffer = ValueBuffer.ForColumn(new ColumnSpec("x", type));

        var error = Assert.Throws<ScoringException>(() => buffer.AppendJson(JsonElement.Parse(json)));

        Assert.Equal(ScoringFault.InvalidInput, error.Fault);
        Assert.StartsWith("Failed to enforce schema of column 'x': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_optional_column_may_be_null_in_a_row()
    {
        var builder = TableBuilder.For(
            ModelSchema.OfColumns(new ColumnSpec("x", Person, IsRequired: false), new ColumnSpec("n", DataType.Long)),
            new ScorerSchema([], []));
        builder.Column("n")!.AppendInteger(1);
        builder.EndRow();
        builder.Column("x")!.AppendJson(JsonElement.Parse("""{"name": "a"}"""));
        builder.Column("n")!.AppendInteger(2);
        builder.EndRow();

        var values = builder.ToTable().Columns.GetValues("x").Data;

        Assert.Equal([JsonValueKind.Null, JsonValueKind.Object], values.Select(value => value.ValueKind));
    }

    [Fact]
    public void A_typed_table_is_held_against_nested_types_too()
    {
        var schema = ModelSchema.OfColumns(new ColumnSpec("x", new ArrayType(DataType.Long)));
        var fits = new Table(new NamedTensor("x", new JsonTensor([JsonElement.Parse("[1]")], 1)));
        var other = new Table(new NamedTensor("x", new JsonTensor([JsonElement.Parse("[true]")], 1)));
        var numbers = new Table(new NamedTensor("x", new Tensor<long>(new long[1], 1)));

        Assert.Same(fits.Columns[0].Tensor, TableEnforcement.Enforce(fits, schema).Columns[0].Tensor);
        Assert.Contains("[0] is true", Assert.Throws<ScoringException>(
            () => TableEnforcement.Enforce(other, schema)).Message, StringComparison.Ordinal);
        Assert.Contains("Can not safely convert int64 to Array(long)", Assert.Throws<ScoringException>(
            () => TableEnforcement.Enforce(numbers, schema)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[1, 2], [3, 4]]", "[[5, 6], [7, 8]]", new long[] { 2, 2, 2 })]
    [InlineData("[1, 2]", "[3, 4]", new long[] { 2, 2 })]
    [InlineData("[]", "[]", new long[] { 2, 0 })]
    public void Lists_of_one_shape_become_a_tensor(string first, string second, long[] shape)
    {
        var input = Bind(shape.Length, first, second);

        Assert.Equal(shape, input.Shape.ToArray());
        Assert.Equal(
            Enumerable.Range(1, input.Count).Select(number => (float)number), ((Tensor<float>)input).Data.ToArray());
    }

    [Theory]
    [InlineData("[1, 2]", "[3]", "row 0 has shape (2,), row 1 has (1,)")]
    [InlineData("[[1], [2, 3]]", "[]", "row 0 is ragged: lists of shape (1,) and (2,) side by side")]
    [InlineData("[1]", "[\"x\"]", "element 1 is 'x'; expected a number")]
    [InlineData("[1]", "[{}]", "row 1 holds an object")]
    [InlineData("[1e39]", "[1]", "element 0 is 1e39")]
    public void Ragged_lists_and_other_values_are_no_tensor(string first, string second, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<ScoringException>(() => Bind(2, first, second)).Message,
            StringComparison.Ordinal);

    private static Tensor Bind(int rank, params string[] rows)
    {
        var column = new JsonTensor([.. rows.Select(row => JsonElement.Parse(row))], rows.Length);
        long[] shape = [.. Enumerable.Repeat(-1L, rank)];
        return Assert.Single(TableBinder.Bind(
            new Table(new NamedTensor("x", column)),
            new ScorerSchema([new TensorInfo("x", ElementType.Float32, shape)], []))).Tensor;
    }
}
