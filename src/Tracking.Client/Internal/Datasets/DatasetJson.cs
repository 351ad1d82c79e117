using System.Globalization;
using System.Text.Json;
using Tracking.Models.Signatures;

namespace Tracking.Client.Internal.Datasets;

/// <summary>Schemas and profiles of datasets, as MLflow's clients write them.</summary>
internal static class DatasetJson
{
    internal static string Columns(IReadOnlyList<ColumnSpec> columns) =>
        $"{{\"mlflow_colspec\": {ModelSchema.OfColumns(columns).ToJson()}}}";

    internal static string RowCounts(long rows, int columns) =>
        Invariant($"{{\"num_rows\": {rows}, \"num_elements\": {rows * columns}}}");

    internal static string FileCounts(int files, long bytes) =>
        Invariant($"{{\"num_files\": {files}, \"num_bytes\": {bytes}}}");

    /// <summary>The specs stand as JSON within the JSON.</summary>
    internal static string Tensors(TensorInfo features, TensorInfo? targets)
    {
        var labels = targets is null ? "null" : Quoted(SpecOf(targets));
        return $"{{\"mlflow_tensorspec\": {{\"features\": {Quoted(SpecOf(features))}, \"targets\": {labels}}}}}";
    }

    internal static string TensorCounts(TensorInfo features, TensorInfo? targets) =>
        $"{{{CountsOf("features", features)}{(targets is null ? "" : ", " + CountsOf("targets", targets))}}}";

    private static string CountsOf(string name, TensorInfo tensor) => Invariant(
        $"{Shape(name, tensor)}, \"{name}_size\": {tensor.Count}, \"{name}_nbytes\": {tensor.Bytes}");

    private static string Shape(string name, TensorInfo tensor) =>
        $"\"{name}_shape\": [{string.Join(", ", tensor.Shape)}]";

    private static string SpecOf(TensorInfo tensor)
    {
        long[] shape = [-1, .. tensor.Shape.Skip(1).Select(size => (long)size)];
        return ModelSchema.OfTensors(new TensorSpec(null, tensor.Type, shape)).ToJson();
    }

    private static string Quoted(string json) =>
        $"\"{JsonEncodedText.Encode(json, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
