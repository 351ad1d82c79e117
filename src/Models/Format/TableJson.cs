using System.Globalization;
using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Format;

/// <summary>Tables as pandas writes them in its split orientation.</summary>
internal static class TableJson
{
    public static JsonObject Split(Table table, ModelSchema? schema, bool hasNames)
    {
        var isTime = table.Columns.Select(column => IsTime(column.Name, schema)).ToArray();
        var split = new JsonObject();
        if (hasNames)
        {
            split["columns"] = new JsonArray(
                [.. table.Columns.Select(column => (JsonNode?)JsonValue.Create(column.Name))]);
        }

        split["data"] = new JsonArray([.. Enumerable.Range(0, table.RowCount).Select(row => (JsonNode?)new JsonArray(
            [.. table.Columns.Select((column, i) => Cell(column.Tensor, row, isTime[i]))]))]);
        return split;
    }

    private static bool IsTime(string name, ModelSchema? schema) => schema?.Columns.Any(
        column => (column.Name ?? "0") == name && column.Type is ScalarType { DataType: DataType.DateTime }) is true;

    private static JsonNode? Cell(Tensor column, int row, bool isTime) => isTime && column is Tensor<long> times
        ? Time(times.Data.Span[row])
        : TensorJson.Element(column, row);

    /// <summary>Nanoseconds since 1970, as numpy holds them; its least number is no time.</summary>
    private static JsonValue? Time(long nanoseconds)
    {
        if (nanoseconds == long.MinValue)
        {
            return null;
        }

        var (seconds, rest) = Math.DivRem(nanoseconds, 1_000_000_000);
        var whole = DateTimeOffset.FromUnixTimeSeconds(rest < 0 ? seconds - 1 : seconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        var fraction = rest < 0 ? rest + 1_000_000_000 : rest;
        return JsonValue.Create(fraction == 0
            ? whole
            : $"{whole}.{fraction.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0')}");
    }
}
