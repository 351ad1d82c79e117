using System.Text;
using System.Text.Json;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Reads a table in pandas' split form: columns, rows, and an index that scoring has no use for.</summary>
internal static class SplitTable
{
    /// <summary>Reads the object that the reader stands on; its keys may come in any order.</summary>
    /// <exception cref="ServingException">Not such an object, or rows and columns differ in number.</exception>
    public static TableReading Read(ref Utf8JsonReader reader, LoadedModel model)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw ServingException.Malformed(
                "Invalid input. Dataframe split format must be a dictionary. "
                + $"Got type <class '{PythonTypes.NameOf(ref reader)}'>.");
        }

        var table = new TableReading(model);
        List<string>? names = null;
        var keys = new List<string>(3);
        var hasData = false;
        Utf8JsonReader rows = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            keys.Add(reader.GetString()!);
            reader.Read();
            switch (keys[^1])
            {
                case "columns":
                    names = ReadNames(ref reader);
                    break;
                case "data":
                    // Without its columns there is no telling what a cell is: remember the place, come back at the end.
                    rows = reader;
                    hasData = true;
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (!hasData)
        {
            throw ServingException.Malformed(
                "Invalid input. Dataframe split format must have 'data' field and optionally 'columns' and 'index' "
                + $"fields. Got {{{string.Join(", ", keys.Select(key => $"'{key}'"))}}}.");
        }

        ReadRows(ref rows, table, names);
        return table;
    }

    private static List<string> ReadNames(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw NotValid("'columns' is not a list");
        }

        var names = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            names.Add(reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                _ => throw NotValid("'columns' holds something that is no name"),
            });
        }

        return names;
    }

    private static void ReadRows(ref Utf8JsonReader reader, TableReading table, List<string>? names)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw NotValid("'data' is not a list of rows");
        }

        var columns = names is null ? null : table.Columns(names);
        var row = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw NotValid($"row {row} is not a list");
            }

            columns ??= table.UnnamedColumns(CountCells(reader));
            ReadRow(ref reader, columns, row++);
            table.EndRow();
        }
    }

    private static void ReadRow(ref Utf8JsonReader reader, IReadOnlyList<ValueBuffer?> columns, int row)
    {
        var place = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (place == columns.Count)
            {
                throw NotValid($"{columns.Count} columns passed, row {row} has more");
            }

            JsonValues.AppendCell(ref reader, columns[place++]);
        }

        if (place != columns.Count)
        {
            throw NotValid($"{columns.Count} columns passed, passed data had {place} columns (row {row})");
        }
    }

    private static int CountCells(Utf8JsonReader ahead)
    {
        var count = 0;
        while (ahead.Read() && ahead.TokenType != JsonTokenType.EndArray)
        {
            ahead.Skip();
            count++;
        }

        return count;
    }

    private static ServingException NotValid(string problem) => ServingException.Malformed(
        "Invalid input. Provided dataframe_split field is not a valid dataframe representation in 'split' format. "
        + $"Error: '{problem}'");
}
