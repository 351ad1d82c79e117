using System.Text.Json;
using Tracking.Models.Signatures;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>
/// Reads 'inputs' and 'instances' of a model that takes columns: records, columns by name, or one row. Anything else
/// has no names and cannot fit.
/// </summary>
internal static class ColumnInputs
{
    private const int MostColumnsNamed = 100;

    /// <summary>Reads the value that the reader stands on.</summary>
    /// <exception cref="ServingException">It cannot be read.</exception>
    public static TableReading Read(ref Utf8JsonReader reader, LoadedModel model)
    {
        var ahead = reader;
        if (reader.TokenType == JsonTokenType.StartArray
            && ahead.Read() && ahead.TokenType == JsonTokenType.StartObject)
        {
            return RecordTable.Read(ref reader, model);
        }

        var table = new TableReading(model);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            ReadNameless(ref reader, table, FirstOf(model));
        }
        else if (HoldsColumns(reader, model))
        {
            ReadColumns(ref reader, table);
        }
        else
        {
            RecordTable.ReadRow(ref reader, table);
        }

        return table;
    }

    private static void ReadColumns(ref Utf8JsonReader reader, TableReading table)
    {
        int? rows = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var column = table.Column(name);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw ServingException.Malformed($"Invalid input. Column '{name}' is not an array, as others are.");
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                JsonValues.AppendCell(ref reader, column);
            }

            if (column is not null && column.Count != (rows ??= column.Count))
            {
                throw ServingException.Malformed(
                    $"Invalid input. Column '{name}' has {column.Count} values, others have {rows}.");
            }
        }
    }

    /// <summary>
    /// Whether an object's first value is an array of what its column holds: then it is columns and not a row. A list
    /// of lists of numbers is two rows of a column of lists of numbers, and one row of a column of lists of those.
    /// </summary>
    private static bool HoldsColumns(Utf8JsonReader ahead, LoadedModel model)
    {
        ahead.Read();
        var name = ahead.TokenType == JsonTokenType.PropertyName ? ahead.GetString() : null;
        var type = model.Signature?.Inputs?.Columns.FirstOrDefault(column => column.Name == name)?.Type;
        var levels = 1;
        for (; type is ArrayType array; type = array.Items)
        {
            levels++;
        }

        var found = 0;
        while (found < levels && ahead.Read() && ahead.TokenType == JsonTokenType.StartArray)
        {
            found++;
        }

        return found == levels;
    }

    /// <summary>What MLflow casts values without names to: the first column's type, where that is of numbers.</summary>
    private static ElementType FirstOf(LoadedModel model) =>
        model.Signature!.Inputs!.Columns is
            [{ Type: ScalarType { DataType: DataType.Integer or DataType.Long } first }, ..]
            ? first.DataType.ElementType()
            : ElementType.Float64;

    // MLflow first makes an array of it, which may fail in its own way, and then misses the names.
    private static void ReadNameless(ref Utf8JsonReader reader, TableReading table, ElementType type)
    {
        var values = ValueBuffer.ForTensor(type, name: null);
        var shape = JsonValues.AppendNested(ref reader, values);
        table.UnnamedColumns(shape.Length < 2 ? 1 : (int)Math.Min(shape[1], MostColumnsNamed));
    }
}
