using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow.Examples;

/// <summary>A body of <c>/invocations</c> with one row of plain values, made from what a model declares.</summary>
internal static class MadeUpExample
{
    private const long MostElements = 4096;
    private const string Text = "text";

    /// <summary>Null where a row has too many elements to be looked at.</summary>
    public static JsonObject? Of(LoadedModel model) => model.Signature?.Inputs switch
    {
        { Columns: { Count: > 0 } columns } => OfColumns(columns),
        { IsTensors: true } declared => OfTensors(
            [.. declared.Tensors.Select(tensor => (tensor.Name, tensor.ElementType, tensor.Shape))]),
        _ when model.Scorer.Schema.TakesJson() => OfRow(model.Scorer.Schema.Inputs),
        _ => OfTensors([.. model.Scorer.Schema.Inputs.Where(input => !input.IsOptional)
            .Select(input => ((string?)input.Name, (ElementType?)input.ElementType, input.Shape))]),
    };

    private static JsonObject OfRow(IReadOnlyList<TensorInfo> inputs) => Records(new JsonObject(
        inputs.Where(input => !input.IsOptional).Select(input => KeyValuePair.Create(
            input.Name, (JsonNode?)ValueOf(input.ElementType)))));

    private static JsonObject OfColumns(IReadOnlyList<ColumnSpec> columns) => columns is [{ Name: null } only]
        ? new JsonObject { ["inputs"] = new JsonArray(ValueOf(only.Type)) }
        : Records(new JsonObject(
            columns.Select(column => KeyValuePair.Create(column.Name!, ValueOf(column.Type)))));

    private static JsonObject Records(JsonObject row) => new() { ["dataframe_records"] = new JsonArray(row) };

    private static JsonObject? OfTensors(
        IReadOnlyList<(string? Name, ElementType? Type, IReadOnlyList<long> Shape)> tensors)
    {
        if (tensors.Sum(tensor => CountOf(tensor.Shape)) > MostElements)
        {
            return null;
        }

        var inputs = tensors is [{ Name: null } only]
            ? Nested(only.Type, [.. only.Shape.Select(One)])
            : new JsonObject(tensors.Select(tensor => KeyValuePair.Create(
                tensor.Name!, (JsonNode?)Nested(tensor.Type, [.. tensor.Shape.Select(One)]))));
        return new JsonObject { ["inputs"] = inputs };
    }

    private static JsonNode Nested(ElementType? type, ReadOnlySpan<long> shape)
    {
        if (shape.IsEmpty)
        {
            return ValueOf(type);
        }

        var array = new JsonArray();
        for (var i = 0; i < shape[0]; i++)
        {
            array.Add(Nested(type, shape[1..]));
        }

        return array;
    }

    private static JsonNode? ValueOf(ColumnType type) => type switch
    {
        ScalarType scalar => ValueOf(scalar.DataType),
        ArrayType array => new JsonArray(ValueOf(array.Items)),
        MapType map => new JsonObject { ["key"] = ValueOf(map.Values) },
        ObjectType named => new JsonObject(named.Properties.Select(
            property => KeyValuePair.Create(property.Name, ValueOf(property.Type)))),
        _ => null,
    };

    private static JsonNode ValueOf(DataType type) => type switch
    {
        DataType.Boolean => true,
        DataType.Integer or DataType.Long => 1,
        DataType.Float or DataType.Double => 0.5,
        DataType.Binary => Convert.ToBase64String("bytes"u8),
        DataType.DateTime => "2026-01-31T12:00:00",
        _ => Text,
    };

    private static JsonNode ValueOf(ElementType? type) => type switch
    {
        ElementType.Bool => true,
        ElementType.String => Text,
        ElementType.Json => new JsonObject(),
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64 => 0.5,
        _ => 1,
    };

    private static long CountOf(IReadOnlyList<long> shape) =>
        shape.Aggregate(1L, (count, extent) => Math.Min(MostElements + 1, count * One(extent)));

    private static long One(long extent) => Math.Clamp(extent, 1, MostElements + 1);
}
