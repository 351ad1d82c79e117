using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Client.Internal.Tables;

/// <summary>
/// A table as MLflow keeps one: <c>{"columns":["a","b"],"data":[[1,"x"],[2,"y"]]}</c>. What has no JSON of its own
/// becomes text, and what is no number null.
/// </summary>
internal sealed class TableContent
{
    private readonly List<string> _columns = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<List<JsonNode?>> _rows = [];

    /// <exception cref="ArgumentException">The columns are not of one length; says which.</exception>
    internal static TableContent OfColumns(IReadOnlyDictionary<string, IReadOnlyList<object?>> columns)
    {
        var table = new TableContent();
        var count = columns.Count == 0 ? 0 : columns.First().Value.Count;
        for (var row = 0; row < count; row++)
            table._rows.Add([]);
        foreach (var (name, values) in columns)
        {
            if (values.Count != count)
                throw new ArgumentException(
                    $"The column '{name}' has {values.Count} values, '{columns.First().Key}' has {count}");
            for (var row = 0; row < count; row++)
                table.Set(table._rows[row], name, CellJson.Of(values[row]));
        }

        return table;
    }

    /// <exception cref="ArgumentException">A row is not written as an object.</exception>
    internal static TableContent OfRows(IEnumerable<JsonNode?> rows)
    {
        var table = new TableContent();
        foreach (var row in rows)
        {
            if (row is not JsonObject fields)
                throw new ArgumentException($"A row of a table is {row?.ToJsonString() ?? "null"}; expected an object");
            var cells = new List<JsonNode?>();
            foreach (var (name, value) in fields)
                table.Set(cells, name, value?.DeepClone());
            table._rows.Add(cells);
        }

        return table;
    }

    /// <exception cref="JsonException">Not a table.</exception>
    internal static TableContent Parse(byte[] json)
    {
        var table = new TableContent();
        if (JsonNode.Parse(json) is not JsonObject root || root["columns"] is not JsonArray columns
            || root["data"] is not JsonArray data)
            throw new JsonException("expected an object of columns and data");
        foreach (var name in columns)
            table.IndexOf(name?.ToString() ?? "");
        table._rows.AddRange(data.Select(row => row is JsonArray cells
            ? cells.Select(cell => cell?.DeepClone()).ToList()
            : throw new JsonException("expected each row of data to be an array")));
        return table;
    }

    /// <summary>Rows of another table follow; a column that one of the two lacks has nulls there.</summary>
    internal void Append(TableContent more)
    {
        foreach (var row in more._rows)
        {
            var cells = new List<JsonNode?>();
            for (var column = 0; column < row.Count; column++)
                Set(cells, more._columns[column], row[column]?.DeepClone());
            _rows.Add(cells);
        }
    }

    internal byte[] ToJson()
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("columns");
            _columns.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
            writer.WriteStartArray("data");
            foreach (var row in _rows)
                WriteRow(writer, row);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return text.ToArray();
    }

    private void WriteRow(Utf8JsonWriter writer, List<JsonNode?> row)
    {
        writer.WriteStartArray();
        for (var column = 0; column < _columns.Count; column++)
        {
            if (column < row.Count && row[column] is { } cell)
                cell.WriteTo(writer);
            else
                writer.WriteNullValue();
        }

        writer.WriteEndArray();
    }

    private void Set(List<JsonNode?> row, string column, JsonNode? value)
    {
        var index = IndexOf(column);
        while (row.Count <= index)
            row.Add(null);
        row[index] = value;
    }

    private int IndexOf(string column)
    {
        if (_indexes.TryGetValue(column, out var index))
            return index;
        _columns.Add(column);
        return _indexes[column] = _columns.Count - 1;
    }
}
