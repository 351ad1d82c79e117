using Tracking.Models.Tensors;

namespace Tracking.Models.Scoring;

/// <summary>
/// Tables to a model's inputs and outputs to a table, by the rules of MLflow's onnx flavor: a model with one input
/// takes the whole table as a matrix, one with several takes a column for each.
/// </summary>
public static class TableBinder
{
    /// <summary>The model's inputs, cast to its element types.</summary>
    /// <param name="table">
    /// For one input, or one matrix beside optional ones that no column names: its columns side by side,
    /// [rows, columns], or [rows] where the input has rank 1 and the table one column. For several: a column named
    /// after each, shaped [rows] or [rows, 1] by the input's rank. A column of
    /// lists of one length becomes [rows, length], and so on with each level.
    /// </param>
    /// <param name="schema">The model's.</param>
    /// <exception cref="ScoringException">A column is missing, or shape or values do not fit the model.</exception>
    public static IReadOnlyList<NamedTensor> Bind(Table table, ScorerSchema schema)
    {
        if (schema.TableInput is { } whole && (schema.Inputs.Count == 1 || !NamesAny(table, schema)))
        {
            return [new NamedTensor(whole.Name, BindWhole(table, whole))];
        }

        var columns = table.Columns.ToDictionary(column => column.Name, column => column.Tensor);
        var missing = schema.Inputs
            .Where(input => !input.IsOptional && !columns.ContainsKey(input.Name))
            .Select(input => $"'{input.Name}'")
            .ToArray();
        if (missing.Length > 0)
        {
            throw Invalid($"Model is missing inputs [{string.Join(", ", missing)}].");
        }

        return [.. schema.Inputs
            .Where(input => columns.ContainsKey(input.Name))
            .Select(input => new NamedTensor(input.Name, BindColumn(columns[input.Name], input)))];
    }

    /// <summary>The whole table as a matrix of one element type.</summary>
    /// <param name="table">At least one column.</param>
    /// <param name="elementType">What its elements become.</param>
    /// <returns>Shape [rows, columns].</returns>
    /// <exception cref="ScoringException">A value does not survive the cast, or there is no column.</exception>
    public static Tensor ToMatrix(Table table, ElementType elementType)
    {
        if (table.Columns.Count == 0)
        {
            throw Invalid("The table has no columns; the model takes at least one.");
        }

        if (table.Columns.FirstOrDefault(column => column.Tensor is JsonTensor) is { Name: { } nested })
        {
            throw Invalid($"Column '{nested}' holds lists or objects; side by side with others it must hold numbers.");
        }

        var columns = table.Columns.Select(column => Cast(column.Tensor, elementType, column.Name));
        return ColumnInterleaving.Interleave([.. columns], elementType, table.RowCount);
    }

    /// <summary>A model's outputs as a table: each output flattened is a column, as MLflow does.</summary>
    /// <param name="outputs">With equal numbers of elements.</param>
    /// <exception cref="ScoringException">They differ in their numbers of elements.</exception>
    public static Table ToTable(IReadOnlyList<NamedTensor> outputs)
    {
        if (outputs.Select(output => output.Tensor.Count).Distinct().Count() > 1)
        {
            var counts = outputs.Select(output => $"'{output.Name}' has {output.Tensor.Count} elements");
            throw new ScoringException(ScoringFault.ModelFailed,
                $"The outputs do not form a table: {string.Join(", ", counts)}.");
        }

        return new Table([.. outputs.Select(
            output => output with { Tensor = output.Tensor.Reshape(output.Tensor.Count) })]);
    }

    private static bool NamesAny(Table table, ScorerSchema schema) =>
        table.Columns.Any(column => schema.Inputs.Any(input => input.Name == column.Name));

    private static Tensor BindWhole(Table table, TensorInfo input)
    {
        if (table.Columns is [{ Tensor: JsonTensor } lists])
        {
            return FitLists(Cast(lists.Tensor, input.ElementType, lists.Name), lists.Name, input);
        }

        if (table.Columns is [var single] && input.Shape.Count == 1)
        {
            return Fit(Cast(single.Tensor, input.ElementType, single.Name), input);
        }

        if (input.Shape.Count > 2)
        {
            throw Invalid($"The model's input '{input.Name}' has rank {input.Shape.Count}, which a table cannot fill; "
                + "send it as a tensor.");
        }

        return Fit(ToMatrix(table, input.ElementType), input);
    }

    private static Tensor BindColumn(Tensor column, TensorInfo input)
    {
        var cast = Cast(column, input.ElementType, input.Name);
        return input.Shape.Count switch
        {
            _ when column is JsonTensor => FitLists(cast, input.Name, input),
            1 => Fit(cast, input),
            2 => Fit(cast.Reshape(cast.Count, 1), input),
            _ => throw Invalid($"The model's input '{input.Name}' has rank {input.Shape.Count}, which a column cannot "
                + "fill; send it as a tensor."),
        };
    }

    private static Tensor FitLists(Tensor stacked, string column, TensorInfo input)
    {
        // Of no rows nobody can tell how long their lists are.
        var tensor = stacked.Shape[0] > 0 || input.Shape.Count < 2
            ? stacked
            : stacked.Reshape([0, .. input.Shape.Skip(1).Select(extent => Math.Max(extent, 0))]);
        return TensorShapes.Fits(tensor.Shape, input.Shape)
            ? tensor
            : throw Invalid($"Failed to convert column '{column}' to a tensor: its lists have shape "
                + $"{TensorShapes.Print(tensor.Shape)} together; expected {TensorShapes.Print([.. input.Shape])}.");
    }

    private static Tensor Fit(Tensor tensor, TensorInfo input) => TensorShapes.Fits(tensor.Shape, input.Shape)
        ? tensor
        : throw Invalid(TensorShapes.Mismatch(tensor.Shape, input.Shape));

    private static Tensor Cast(Tensor tensor, ElementType to, string name)
    {
        try
        {
            return tensor is JsonTensor nested && to != ElementType.Json
                ? NestedArrays.Stack(nested, to, name)
                : ElementConversion.Convert(tensor, to);
        }
        catch (InvalidCastException e)
        {
            throw new ScoringException(
                ScoringFault.InvalidInput, $"Failed to convert column '{name}' to {to}: {e.Message}", e);
        }
    }

    private static ScoringException Invalid(string message) => new(ScoringFault.InvalidInput, message);
}
