using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Format;

/// <summary>
/// An input example in the two forms that MLflow saves: itself, and as a scoring request. Its trees must not be
/// changed.
/// </summary>
public sealed class ModelExample
{
    internal const string FileName = "input_example.json";
    internal const string ServingFileName = "serving_input_example.json";

    internal ModelExample(SavedInputExample info, JsonNode? content, JsonObject? parameters, JsonObject? request)
    {
        Info = info;
        Content = content;
        Params = parameters;
        Request = request;
    }

    private ModelExample(string type, string? pandasOrient, JsonNode? content, JsonObject? request)
        : this(
            new SavedInputExample(type, FileName, request is null ? null : ServingFileName, pandasOrient),
            content,
            null,
            request)
    {
    }

    /// <summary>How it is saved.</summary>
    public SavedInputExample Info { get; }

    /// <summary>The example without its parameters, laid out as <see cref="SavedInputExample.Type"/> says.</summary>
    public JsonNode? Content { get; }

    /// <summary>The parameters that belong to it, or null.</summary>
    public JsonObject? Params { get; }

    /// <summary>The body of a scoring request, parameters included; null where there is none of its kind.</summary>
    public JsonObject? Request { get; }

    /// <summary>Rows of a table; columns named 0, 1, 2 and so on are written without names, as pandas does.</summary>
    /// <param name="table">A few rows.</param>
    /// <param name="schema">Which columns are datetimes, to be written as ISO 8601; null for none.</param>
    public static ModelExample OfTable(Table table, ModelSchema? schema = null)
    {
        var hasNames = table.Columns.Index().Any(
            column => column.Item.Name != column.Index.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new ModelExample(
            "dataframe",
            hasNames ? "split" : "values",
            TableJson.Split(table, schema, hasNames),
            new JsonObject { ["dataframe_split"] = TableJson.Split(table, schema, hasNames) });
    }

    /// <summary>A tensor for a model that takes one.</summary>
    /// <param name="tensor">A small batch.</param>
    public static ModelExample OfTensor(Tensor tensor) => new(
        "ndarray", null, TensorJson.Nested(tensor)!, new JsonObject { ["inputs"] = TensorJson.Nested(tensor) });

    /// <summary>Tensors for a model that takes several.</summary>
    /// <param name="tensors">A small batch of each.</param>
    public static ModelExample OfTensors(IReadOnlyList<NamedTensor> tensors)
    {
        JsonObject ByName() => new(tensors.Select(
            tensor => KeyValuePair.Create(tensor.Name, TensorJson.Nested(tensor.Tensor))));
        return new ModelExample("ndarray", null, ByName(), new JsonObject { ["inputs"] = ByName() });
    }

    /// <summary>Any JSON for a model that takes neither tables nor tensors.</summary>
    /// <param name="content">Copied.</param>
    public static ModelExample OfJson(JsonNode content) => new(
        "json_object", null, content.DeepClone(), new JsonObject { ["inputs"] = content.DeepClone() });

    /// <summary>A sparse matrix; there is no scoring request of that kind.</summary>
    /// <param name="matrix">A few rows.</param>
    public static ModelExample OfSparse(SparseMatrix matrix) => new(
        matrix.IsByColumn ? SparseMatrix.ByColumn : SparseMatrix.ByRow, null, matrix.ToJson(), null);

    /// <summary>The same example with parameters for the model.</summary>
    /// <param name="parameters">By name; copied.</param>
    public ModelExample WithParams(JsonObject parameters)
    {
        var request = (JsonObject?)Request?.DeepClone();
        request?.Add("params", parameters.DeepClone());
        return new ModelExample(Info with { HasParams = true }, Content, (JsonObject)parameters.DeepClone(), request);
    }

    /// <summary>What stands in the example's file.</summary>
    internal JsonNode? ToFile() => Params is null
        ? Content
        : new JsonObject { ["inputs"] = Content?.DeepClone(), ["params"] = Params.DeepClone() };
}
