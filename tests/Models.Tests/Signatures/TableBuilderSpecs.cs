using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;

namespace Tracking.Models.Tests.Signatures;

public class TableBuilderSpecs
{
    private static readonly ScorerSchema Model = new(
        [new TensorInfo("a", ElementType.Float32, [-1]), new TensorInfo("b", ElementType.Int64, [-1, 1])], []);

    private static readonly ModelSchema Columns = ModelSchema.OfColumns(
        new ColumnSpec("a", DataType.Float),
        new ColumnSpec("b", DataType.Long),
        new ColumnSpec("c", DataType.Float, IsRequired: false));

    [Fact]
    public void Columns_are_ordered_and_extra_ones_dropped()
    {
        var builder = TableBuilder.For(Columns, Model);
        var buffers = builder.Columns(["zz", "b", "a"]);
        Assert.Null(buffers[0]);
        buffers[1]!.AppendInteger(2);
        buffers[2]!.AppendNumber(0.5);
        builder.EndRow();

        var table = builder.ToTable();

        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name));
        Assert.Equal(1, table.RowCount);
        Assert.Equal([2L], ((Tensor<long>)table.Columns[1].Tensor).Data.ToArray());
    }

    [Fact]
    public void A_missing_column_is_refused_as_MLflow_does()
    {
        var error = Assert.Throws<ScoringException>(() => TableBuilder.For(Columns, Model).Columns(["y", "a", "x"]));

        Assert.Equal(
            "Model is missing inputs ['b']. Note that there were extra inputs: ['y', 'x'].", error.Message);
    }

    [Fact]
    public void Columns_without_names_are_counted_in_the_message()
    {
        var error = Assert.Throws<ScoringException>(() => TableBuilder.For(Columns, Model).UnnamedColumns(2));

        Assert.Equal("Model is missing inputs ['a', 'b']. Note that there were extra inputs: [0, 1].", error.Message);
    }

    [Fact]
    public void No_rows_and_no_header_miss_every_column()
    {
        var error = Assert.Throws<ScoringException>(() => TableBuilder.For(Columns, Model).ToTable());

        Assert.Equal("Model is missing inputs ['a', 'b'].", error.Message);
    }

    [Fact]
    public void No_rows_under_a_header_make_an_empty_table()
    {
        var builder = TableBuilder.For(Columns, Model);
        builder.Columns(["a", "b"]);

        Assert.Equal(0, builder.ToTable().RowCount);
    }

    [Fact]
    public void A_record_may_lack_a_column_that_has_a_null()
    {
        var builder = TableBuilder.For(Columns, Model);
        builder.Column("b")!.AppendInteger(1);
        builder.EndRow();
        builder.Column("b")!.AppendInteger(2);
        builder.Column("a")!.AppendInteger(7);
        builder.EndRow();
        builder.Column("b")!.AppendInteger(3);
        builder.EndRow();

        Assert.Equal(
            [float.NaN, 7f, float.NaN], ((Tensor<float>)builder.ToTable().Columns[0].Tensor).Data.ToArray());
    }

    [Fact]
    public void A_record_that_lacks_an_integer_is_refused()
    {
        var builder = TableBuilder.For(Columns, Model);
        builder.Column("b")!.AppendInteger(1);
        builder.EndRow();

        var error = Assert.Throws<ScoringException>(builder.EndRow);

        Assert.Contains("column b to type 'int64': row 1 is null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_twice_is_refused()
    {
        Assert.Contains("'a' stands twice",
            Assert.Throws<ScoringException>(() => TableBuilder.For(Columns, Model).Columns(["a", "a"])).Message,
            StringComparison.Ordinal);
        var builder = TableBuilder.For(Columns, Model);
        builder.Column("a")!.AppendInteger(1);
        builder.Column("a")!.AppendInteger(1);

        var error = Assert.Throws<ScoringException>(builder.EndRow);
        Assert.Contains("Row 0 has column 'a' twice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_tensor_takes_any_columns_in_their_order()
    {
        var tensor = ModelSchema.OfTensors(new TensorSpec(null, ElementType.Int32, [-1, 2]));
        var builder = TableBuilder.For(tensor, Model);
        foreach (var buffer in builder.UnnamedColumns(2))
        {
            buffer!.AppendInteger(4);
        }

        builder.EndRow();

        Assert.Equal(["0", "1"], builder.ToTable().Columns.Select(column => column.Name));
        Assert.All(builder.ToTable().Columns, column => Assert.Equal(ElementType.Int32, column.Tensor.ElementType));
    }

    [Fact]
    public void Without_a_signature_the_model_decides()
    {
        var named = TableBuilder.For(null, Model);
        Assert.Null(named.Column("other"));
        Assert.Equal("Model is missing inputs ['a', 'b']. Note that there were extra inputs: ['other'].",
            Assert.Throws<ScoringException>(named.ToTable).Message);

        var single = TableBuilder.For(null, new ScorerSchema([new TensorInfo("x", ElementType.Float64, [-1, 3])], []));
        single.Column("anything")!.AppendNumber(0.1);
        single.EndRow();
        Assert.Equal([0.1], ((Tensor<double>)single.ToTable().Columns[0].Tensor).Data.ToArray());
    }
}
