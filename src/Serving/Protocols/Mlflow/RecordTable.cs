using System.Text.Json;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Reads a table as a list of records: one object for each row.</summary>
internal static class RecordTable
{
    /// <summary>Reads [{"column": cell, ...}, ...].</summary>
    /// <exception cref="ServingException">Not such a list, or a cell is not of its column's type.</exception>
    public static TableReading Read(ref Utf8JsonReader reader, LoadedModel model)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var got = reader.TokenType == JsonTokenType.StartObject
                ? "dictionary"
                : $"type <class '{PythonTypes.NameOf(ref reader)}'>";
            throw NotRecords($"Got {got}.");
        }

        var table = new TableReading(model);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw NotRecords($"Row {table.RowCount} is a {PythonTypes.NameOf(ref reader)}.");
            }

            ReadRow(ref reader, table);
        }

        return table;
    }

    /// <summary>Reads {"column": cell, ...} as one row.</summary>
    public static void ReadRow(ref Utf8JsonReader reader, TableReading table)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var column = table.Column(reader.GetString()!);
            reader.Read();
            JsonValues.AppendCell(ref reader, column);
        }

        table.EndRow();
    }

    private static ServingException NotRecords(string got) => ServingException.Malformed(
        $"Invalid input. Dataframe records format must be a list of records. {got}");
}
