using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tracking.Server.ModelEndpoints.LoadTesting;

/// <summary>The rows of a scoring request in MLflow's forms.</summary>
internal static class RequestRows
{
    private static readonly string[] Lists = ["dataframe_records", "instances", "inputs"];

    /// <summary>How many there are; null where the form does not tell.</summary>
    public static int? Count(JsonObject request) => RowLists(request) is [var first, ..] ? first.Count : null;

    /// <summary>Repeats the rows in turn until there are so many.</summary>
    public static void Repeat(JsonObject request, int rows)
    {
        foreach (var list in RowLists(request))
        {
            var own = list.Count;
            if (own == 0)
            {
                continue;
            }

            for (var row = own; row < rows; row++)
            {
                list.Add(list[row % own]?.DeepClone());
            }

            while (list.Count > rows)
            {
                list.RemoveAt(list.Count - 1);
            }
        }
    }

    /// <summary>The lists with an entry per row: one, or one for each named input.</summary>
    private static List<JsonArray> RowLists(JsonObject request)
    {
        if (request["dataframe_split"] is JsonObject split)
        {
            string[] names = ["data", "index"];
            return [.. names.Select(name => split[name]).OfType<JsonArray>()];
        }

        foreach (var name in Lists)
        {
            switch (request[name])
            {
                case JsonArray rows:
                    return [rows];
                case JsonObject named:
                    return [.. named.Select(one => one.Value).OfType<JsonArray>()];
            }
        }

        return [];
    }

}

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class RequestJson : JsonSerializerContext;
