using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>
/// Tables whose columns already have types, against a signature: columns are put in its order, extra ones dropped, and
/// a column is widened where no value can change.
/// </summary>
public static class TableEnforcement
{
    /// <summary>The table as the signature declares it.</summary>
    /// <param name="table">Typed columns.</param>
    /// <param name="schema">Of columns.</param>
    /// <exception cref="ScoringException">A required column is missing, or one would have to be narrowed.</exception>
    public static Table Enforce(Table table, ModelSchema schema)
    {
        var given = table.Columns.ToDictionary(column => column.Name, column => column.Tensor);
        var missing = schema.Columns.Where(column => column.IsRequired).Select(NameOf).Except(given.Keys);
        var extras = given.Keys.Except(schema.Columns.Select(NameOf));
        MissingInputs.Refuse([.. missing], [.. extras]);
        return new Table([.. schema.Columns
            .Where(column => given.ContainsKey(NameOf(column)))
            .Select(column => new NamedTensor(NameOf(column), Widen(given[NameOf(column)], column)))]);
    }

    /// <summary>A column without a name is called by its number, as pandas does.</summary>
    private static string NameOf(ColumnSpec column) => column.Name ?? "0";

    private static Tensor Widen(Tensor tensor, ColumnSpec column)
    {
        if (column.Type is not ScalarType { DataType: var type })
        {
            return Nested(tensor, column);
        }

        return CanWiden(tensor, type)
            ? ElementConversion.Convert(tensor, type.ElementType())
            : throw new ScoringException(ScoringFault.InvalidInput,
                $"Incompatible input types for column {NameOf(column)}. Can not safely convert "
                + $"{NumpyTypes.Name(tensor.ElementType)} to {type.NumpyName()}.");
    }

    private static Tensor Nested(Tensor tensor, ColumnSpec column)
    {
        if (tensor is not JsonTensor values)
        {
            throw new ScoringException(ScoringFault.InvalidInput,
                $"Incompatible input types for column {NameOf(column)}. Can not safely convert "
                + $"{NumpyTypes.Name(tensor.ElementType)} to {column.Type}.");
        }

        var buffer = ValueBuffer.ForColumn(column, values.Count);
        Array.ForEach(values.Data, buffer.AppendJson);
        return tensor;
    }

    private static bool CanWiden(Tensor tensor, DataType to) => tensor.ElementType == to.ElementType() || (to switch
    {
        DataType.Integer => IsSmallInteger(tensor.ElementType),
        DataType.Long => IsSmallInteger(tensor.ElementType)
            || tensor.ElementType is ElementType.Int32 or ElementType.UInt32,
        DataType.Float => IsSmallInteger(tensor.ElementType) || IsShortFloat(tensor.ElementType) || IsFlags(tensor),
        DataType.Double => IsSmallInteger(tensor.ElementType) || IsShortFloat(tensor.ElementType) || IsFlags(tensor)
            || tensor.ElementType is ElementType.Int32 or ElementType.UInt32 or ElementType.Float32,
        _ => false,
    });

    private static bool IsSmallInteger(ElementType type) =>
        type is ElementType.Int8 or ElementType.Int16 or ElementType.UInt8 or ElementType.UInt16;

    private static bool IsShortFloat(ElementType type) => type is ElementType.Float16 or ElementType.BFloat16;

    /// <summary>pandas reads a column of 0 and 1 as int64 even where a float was meant; MLflow lets it pass.</summary>
    private static bool IsFlags(Tensor tensor) =>
        tensor is Tensor<long> numbers && !numbers.Data.Span.ContainsAnyExceptInRange(0, 1);
}
