using System.Text.Json;
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
            ReadNameless(ref reader, table);
        }
        else if (HoldsColumns(reader))
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

    /// <summary>Whether an object's first value is an array: then it is columns and not a row.</summary>
    private static bool HoldsColumns(Utf8JsonReader ahead) =>
        ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName
        && ahead.Read() && ahead.TokenType == JsonTokenType.StartArray;

    // MLflow first makes an array of it, which may fail in its own way, and then misses the names.
    private static void ReadNameless(ref Utf8JsonReader reader, TableReading table)
    {
        var values = ValueBuffer.ForTensor(ElementType.Float64, name: null);
        var shape = JsonValues.AppendNested(ref reader, values);
        table.UnnamedColumns(shape.Length < 2 ? 1 : (int)Math.Min(shape[1], MostColumnsNamed));
    }
}
