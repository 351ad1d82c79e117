using System.Text.Json.Nodes;
using Tracking.Models.Signatures;
using Tracking.Serving.Core;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>The JSON schema of a body of <c>/invocations</c>, as the model's author declared its inputs.</summary>
internal static class InvocationSchema
{
    public static JsonObject Of(LoadedModel model) => model.Signature?.Inputs switch
    {
        { Columns: { Count: > 0 } columns } => OfColumns(columns),
        { IsTensors: true } tensors => OfTensors([.. tensors.Tensors.Select(tensor => tensor.Name)]),
        _ => OfTensors([.. model.Scorer.Schema.Inputs.Select(input => input.Name)]),
    };

    private static JsonObject OfTensors(IReadOnlyList<string?> names)
    {
        var named = new JsonObject();
        foreach (var name in names.OfType<string>())
        {
            named[name] = new JsonObject { ["type"] = "array" };
        }

        var alone = new JsonObject { ["type"] = "array" };
        return With("inputs", names.Count > 1
            ? new JsonObject { ["type"] = "object", ["properties"] = named }
            : new JsonObject
            {
                ["oneOf"] = new JsonArray(alone, new JsonObject { ["type"] = "object", ["properties"] = named }),
            });
    }

    private static JsonObject OfColumns(IReadOnlyList<ColumnSpec> columns)
    {
        var row = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray(
                [.. columns.Where(column => column is { IsRequired: true, Name: not null })
                    .Select(column => (JsonNode)column.Name!)]),
            ["properties"] = new JsonObject(columns.Where(column => column.Name is not null)
                .Select(column => KeyValuePair.Create(column.Name!, (JsonNode?)TypeOf(column.Type)))),
        };
        var split = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("data"),
            ["properties"] = new JsonObject
            {
                ["columns"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = new JsonObject
                    {
                        ["enum"] = new JsonArray([.. columns.Select(column => (JsonNode?)column.Name)]),
                    },
                },
                ["data"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "array" } },
            },
        };
        return new JsonObject
        {
            ["oneOf"] = new JsonArray(
                With("dataframe_records", new JsonObject { ["type"] = "array", ["items"] = row }),
                With("dataframe_split", split)),
        };
    }

    private static JsonObject With(string field, JsonObject schema) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray(field),
        ["properties"] = new JsonObject { [field] = schema, ["params"] = new JsonObject { ["type"] = "object" } },
    };

    private static JsonObject TypeOf(ColumnType type) => type switch
    {
        ScalarType { DataType: DataType.Boolean } => new() { ["type"] = "boolean" },
        ScalarType { DataType: DataType.Integer or DataType.Long } => new() { ["type"] = "integer" },
        ScalarType { DataType: DataType.Float or DataType.Double } => new() { ["type"] = "number" },
        ScalarType { DataType: DataType.Binary } => new() { ["type"] = "string", ["contentEncoding"] = "base64" },
        ScalarType => new() { ["type"] = "string" },
        ArrayType array => new() { ["type"] = "array", ["items"] = TypeOf(array.Items) },
        MapType map => new() { ["type"] = "object", ["additionalProperties"] = TypeOf(map.Values) },
        ObjectType => new() { ["type"] = "object" },
        _ => [],
    };
}
