using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Format;

/// <summary>
/// A scoring request as a person would write it: floats of 32 bits, which Python saves with the digits of a double
/// (5.099999904632568), by the shortest digits that mean the same float (5.1).
/// </summary>
public static class ReadableRequest
{
    /// <summary>A copy of the request that a model reads as the same inputs.</summary>
    /// <param name="request">The body of a request for <c>/invocations</c>.</param>
    /// <param name="declared">The inputs that the model's author declared, or null.</param>
    /// <param name="model">What the loaded model takes; counts where nothing is declared.</param>
    public static JsonNode Of(JsonNode request, ModelSchema? declared, ScorerSchema? model)
    {
        ArgumentNullException.ThrowIfNull(request);
        var copy = request.DeepClone();
        if (copy is JsonObject fields)
        {
            var types = new SingleInputs(declared, model);
            ShortenSplit(fields["dataframe_split"], types);
            foreach (var field in (string[])["dataframe_records", "inputs", "instances"])
            {
                Shorten(fields[field], isSingle: null, types);
            }
        }

        return copy;
    }

    private static void ShortenSplit(JsonNode? split, SingleInputs types)
    {
        if (split is not JsonObject table || table["data"] is not JsonArray rows)
        {
            return;
        }

        var names = table["columns"] as JsonArray;
        foreach (var row in rows.OfType<JsonArray>())
        {
            for (var i = 0; i < row.Count; i++)
            {
                var name = names is null ? i.ToString(CultureInfo.InvariantCulture)
                    : i < names.Count ? names[i]?.ToString() : null;
                if (ShorterOf(row[i], types.IsSingle(name), types) is { } shorter)
                {
                    row[i] = shorter;
                }
            }
        }
    }

    private static void Shorten(JsonNode? node, bool? isSingle, SingleInputs types)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (ShorterOf(list[i], isSingle, types) is { } shorter)
                {
                    list[i] = shorter;
                }
            }
        }
        else if (node is JsonObject map)
        {
            foreach (var (name, value) in map.ToList())
            {
                if (ShorterOf(value, isSingle ?? types.IsSingle(name), types) is { } shorter)
                {
                    map[name] = shorter;
                }
            }
        }
    }

    /// <summary>What goes in place of a number; null for what stays, with all that is in it shortened.</summary>
    /// <param name="node">A value, or values in lists and objects.</param>
    /// <param name="isSingle">Null where the value is of no input yet.</param>
    /// <param name="types">Of the inputs.</param>
    private static JsonNode? ShorterOf(JsonNode? node, bool? isSingle, SingleInputs types)
    {
        if (node is not JsonValue value)
        {
            Shorten(node, isSingle, types);
            return null;
        }

        return value.GetValueKind() == JsonValueKind.Number && (isSingle ?? types.AreAllSingle)
            ? Shortest(value.ToJsonString())
            : null;
    }

    /// <summary>Null where the text is the shortest already.</summary>
    private static float? Shortest(string text)
    {
        var number = double.Parse(text, CultureInfo.InvariantCulture);
        var single = (float)number;
        var shortest = single.ToString("R", CultureInfo.InvariantCulture);
        // A whole number keeps its ".0", and readers go by way of a double.
        return !double.IsInteger(number) && float.IsFinite(single) && shortest.Length < text.Length
            && (float)double.Parse(shortest, CultureInfo.InvariantCulture) == single
            ? single
            : null;
    }

    /// <summary>Which inputs are floats of 32 bits.</summary>
    private sealed class SingleInputs
    {
        private readonly Dictionary<string, bool> _byName = new(StringComparer.Ordinal);

        public SingleInputs(ModelSchema? declared, ScorerSchema? model)
        {
            foreach (var (name, isSingle) in Inputs(declared, model))
            {
                _byName[name] = isSingle;
            }

            AreAllSingle = _byName.Count > 0 && _byName.Values.All(isSingle => isSingle);
        }

        public bool AreAllSingle { get; }

        public bool IsSingle(string? name) =>
            name is not null && _byName.TryGetValue(name, out var isSingle) ? isSingle : AreAllSingle;

        private static IEnumerable<(string, bool)> Inputs(ModelSchema? declared, ScorerSchema? model) => declared switch
        {
            { Columns: { Count: > 0 } columns } => columns.Select(
                column => (column.Name ?? "0", IsSingle(column.Type))),
            { Tensors: { Count: > 0 } tensors } => tensors.Select(
                tensor => (tensor.Name ?? "0", tensor.ElementType == ElementType.Float32)),
            _ => (model?.Inputs ?? []).Where(input => !input.IsOptional).Select(
                input => (input.Name, input.ElementType == ElementType.Float32)),
        };

        private static bool IsSingle(ColumnType type) => type switch
        {
            ScalarType scalar => scalar.DataType == DataType.Float,
            ArrayType array => IsSingle(array.Items),
            MapType map => IsSingle(map.Values),
            ObjectType named => named.Properties.All(property => IsSingle(property.Type)),
            _ => false,
        };
    }
}
