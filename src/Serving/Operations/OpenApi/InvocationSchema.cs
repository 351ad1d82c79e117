using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>The JSON schema of a body of <c>/invocations</c>, as the model's author declared its inputs.</summary>
internal static class InvocationSchema
{
    public static JsonObject Of(LoadedModel model)
    {
        var parameters = ParamsOf(model.Signature?.Params ?? []);
        return model.Signature?.Inputs switch
        {
            { Columns: { Count: > 0 } columns } => OfColumns(columns, parameters),
            { IsTensors: true } tensors => With("inputs", OfTensors([.. tensors.Tensors.Select(
                tensor => new Declared(tensor.Name, tensor.ElementType, tensor.Shape, true))]), parameters),
            _ when model.Scorer.Schema.TakesJson() => With(
                "dataframe_records", RowsOf(model.Scorer.Schema.Inputs), parameters),
            _ => With("inputs", OfTensors([.. model.Scorer.Schema.Inputs.Select(
                input => new Declared(input.Name, input.ElementType, input.Shape, !input.IsOptional))]), parameters),
        };
    }

    // A scalar that may be left out is a parameter, and no cell of a row.
    private static JsonObject RowsOf(IReadOnlyList<TensorInfo> inputs) => new()
    {
        ["type"] = "array",
        ["items"] = ValueSchema.Named(inputs.Where(input => !input.IsOptional || input.Shape.Count > 0).Select(
            input => (input.Name, !input.IsOptional, ValueSchema.Element(input.ElementType)))),
    };

    private static JsonObject OfTensors(IReadOnlyList<Declared> tensors)
    {
        var named = ValueSchema.Named(tensors.Where(tensor => tensor.Name is not null)
            .Select(tensor => (tensor.Name!, tensor.IsRequired, tensor.Schema())));
        return tensors switch
        {
            [{ Name: null } only] => only.Schema(),
            [var only] => new JsonObject { ["oneOf"] = new JsonArray(only.Schema(), named) },
            _ => named,
        };
    }

    private static JsonObject OfColumns(IReadOnlyList<ColumnSpec> columns, JsonObject parameters)
    {
        if (columns is [{ Name: null } only])
        {
            var values = new JsonObject { ["type"] = "array", ["items"] = ValueSchema.Of(only.Type) };
            return With("inputs", values, parameters);
        }

        var row = ValueSchema.Named(columns.Select(column => (
            column.Name!, column.IsRequired, ValueSchema.OrNull(ValueSchema.Of(column.Type), column.IsRequired))));
        var records = new JsonObject { ["type"] = "array", ["items"] = row };
        return new JsonObject
        {
            ["oneOf"] = new JsonArray(
                With("dataframe_records", records, parameters),
                With("dataframe_split", SplitOf(columns), (JsonObject)parameters.DeepClone())),
        };
    }

    private static JsonObject SplitOf(IReadOnlyList<ColumnSpec> columns) => ValueSchema.Named(
    [
        ("columns", true, new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject
            {
                ["enum"] = new JsonArray([.. columns.Select(column => (JsonNode?)column.Name)]),
            },
        }),
        ("data", true, new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "array", ["maxItems"] = columns.Count },
        }),
    ]);

    private static JsonObject ParamsOf(IReadOnlyList<ParamSpec> specs) => ValueSchema.Named(specs.Select(spec =>
    {
        var one = ValueSchema.Of(spec.Type);
        var schema = spec.IsList ? new JsonObject { ["type"] = "array", ["items"] = one } : one;
        if (spec.Default is { } value)
        {
            schema["default"] = value.DeepClone();
        }

        return (spec.Name, false, schema);
    }));

    private static JsonObject With(string field, JsonObject schema, JsonObject parameters) =>
        ValueSchema.Named([(field, true, schema), ("params", false, parameters)]);

    private sealed record Declared(string? Name, ElementType? Type, IReadOnlyList<long> Shape, bool IsRequired)
    {
        public JsonObject Schema() => ValueSchema.Of(Type, Shape);
    }
}
