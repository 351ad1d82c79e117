using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Tests.Scoring;

public class TableBinderSpecs
{
    private static readonly Table Doubles = new(
        new NamedTensor("a", new Tensor<double>(new[] { 1.0, 2.0 }, 2)),
        new NamedTensor("b", new Tensor<double>(new[] { 0.1, 0.2 }, 2)));

    [Fact]
    public void One_input_takes_the_whole_table_cast_to_its_type()
    {
        var input = Assert.Single(TableBinder.Bind(Doubles, Schema(("x", ElementType.Float32, [-1, 2]))));

        Assert.Equal("x", input.Name);
        Assert.Equal([2L, 2L], input.Tensor.Shape.ToArray());
        Assert.Equal([1f, 0.1f, 2f, 0.2f], ((Tensor<float>)input.Tensor).Data.ToArray());
    }

    [Fact]
    public void Texts_are_bound_like_numbers()
    {
        var table = new Table(
            new NamedTensor("a", new StringTensor(["p", "q"], 2)),
            new NamedTensor("b", new StringTensor(["r", "s"], 2)));

        var input = Assert.Single(TableBinder.Bind(table, Schema(("x", ElementType.String, [-1, -1]))));

        Assert.Equal(["p", "r", "q", "s"], ((StringTensor)input.Tensor).Data.AsEnumerable());
    }

    [Fact]
    public void Several_inputs_take_a_column_each_in_their_rank()
    {
        var inputs = TableBinder.Bind(
            Doubles, Schema(("b", ElementType.Float64, [-1, 1]), ("a", ElementType.Int64, [-1])));

        Assert.Equal(["b", "a"], inputs.Select(input => input.Name));
        Assert.Equal([2L, 1L], inputs[0].Tensor.Shape.ToArray());
        Assert.Equal([1L, 2L], ((Tensor<long>)inputs[1].Tensor).Data.ToArray());
    }

    [Fact]
    public void One_column_fills_an_input_of_rank_one()
    {
        var table = new Table(Doubles.Columns[0]);

        var input = Assert.Single(TableBinder.Bind(table, Schema(("x", ElementType.Float64, [-1]))));

        Assert.Equal([2L], input.Tensor.Shape.ToArray());
    }

    [Fact]
    public void A_table_of_another_width_is_refused()
    {
        var error = Assert.Throws<ScoringException>(
            () => TableBinder.Bind(Doubles, Schema(("x", ElementType.Float32, [-1, 4]))));

        Assert.Equal("Shape of input (2, 2) does not match expected shape (-1, 4).", error.Message);
    }

    [Fact]
    public void A_missing_input_is_named_and_an_optional_one_left_out()
    {
        var schema = new ScorerSchema(
            [
                new TensorInfo("a", ElementType.Float64, [-1]), new TensorInfo("c", ElementType.Float64, [-1]),
                new TensorInfo("d", ElementType.Float64, [-1]) { IsOptional = true },
            ],
            []);

        var error = Assert.Throws<ScoringException>(() => TableBinder.Bind(Doubles, schema));

        Assert.Equal("Model is missing inputs ['c'].", error.Message);
    }

    [Fact]
    public void A_matrix_beside_optional_inputs_takes_the_table_unless_a_column_names_an_input()
    {
        var schema = new ScorerSchema(
            [
                new TensorInfo("x", ElementType.Float64, [-1, 2]),
                new TensorInfo("k", ElementType.Float64, []) { IsOptional = true },
            ],
            []);
        var named = new Table(new NamedTensor("k", new Tensor<double>(new[] { 1.0 }, 1)));

        Assert.Equal([1, 0.1, 2, 0.2], ((Tensor<double>)Assert.Single(TableBinder.Bind(Doubles, schema)).Tensor)
            .Data.ToArray());
        Assert.Equal(
            "Model is missing inputs ['x'].",
            Assert.Throws<ScoringException>(() => TableBinder.Bind(named, schema)).Message);
    }

    [Fact]
    public void A_value_that_the_input_cannot_hold_is_refused()
    {
        var error = Assert.Throws<ScoringException>(() => TableBinder.Bind(
            Doubles, Schema(("a", ElementType.Int32, [-1]), ("b", ElementType.Int32, [-1]))));

        Assert.Equal(ScoringFault.InvalidInput, error.Fault);
        Assert.Equal(
            "Failed to convert column 'b' to Int32: element 0 is 0.1, which Int32 cannot hold.", error.Message);
    }

    [Fact]
    public void An_input_of_rank_three_wants_a_tensor()
    {
        var error = Assert.Throws<ScoringException>(
            () => TableBinder.Bind(Doubles, Schema(("image", ElementType.Float32, [-1, 8, 8]))));

        Assert.Contains("'image' has rank 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_are_flattened_into_columns()
    {
        var table = TableBinder.ToTable([
            new NamedTensor("p", new Tensor<float>(new[] { 1f, 2f, 3f }, 1, 3)),
            new NamedTensor("q", new StringTensor(["x", "y", "z"], 3, 1)),
        ]);

        Assert.Equal(3, table.RowCount);
        Assert.Equal(["p", "q"], table.Columns.Select(column => column.Name));
    }

    [Fact]
    public void Outputs_of_different_lengths_form_no_table()
    {
        var error = Assert.Throws<ScoringException>(() => TableBinder.ToTable([
            new NamedTensor("label", new Tensor<long>(new long[] { 1 }, 1)),
            new NamedTensor("p", new Tensor<float>(new[] { 1f, 2f, 3f }, 1, 3)),
        ]));

        Assert.Equal(ScoringFault.ModelFailed, error.Fault);
        Assert.Equal(
            "The outputs do not form a table: 'label' has 1 elements, 'p' has 3 elements.", error.Message);
    }

    [Fact]
    public void A_table_wants_columns_of_one_length_and_different_names()
    {
        var one = new NamedTensor("a", new Tensor<double>(new[] { 1.0 }, 1));

        Assert.Throws<ArgumentException>(() => new Table(one, one));
        Assert.Throws<ArgumentException>(() => new Table(Doubles.Columns[1], one));
        Assert.Throws<ArgumentException>(() => new Table(one with { Tensor = one.Tensor.Reshape(1, 1) }));
    }

    private static ScorerSchema Schema(params (string Name, ElementType Type, long[] Shape)[] inputs) =>
        new([.. inputs.Select(input => new TensorInfo(input.Name, input.Type, input.Shape))], []);
}
