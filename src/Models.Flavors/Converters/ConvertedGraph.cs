using Tracking.Models.Flavors.Converters.Trees;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters;

/// <summary>A graph that a converter built, and what is to be said of it.</summary>
internal sealed record ConvertedGraph(OnnxModelBuilder Model, ModelSignature Signature)
{
    /// <summary>The toolkit's version as the file has it; empty where it does not say.</summary>
    public string ToolkitVersion { get; init; } = "";

    /// <summary>One line for people: <c>gbtree of 100 trees, binary:logistic</c>.</summary>
    public required string Summary { get; init; }

    /// <summary>Rows to try the model with, where the file brought some.</summary>
    public ModelExample? Example { get; init; }

    /// <summary>The name of the one input of models that take a matrix.</summary>
    public const string Input = "features";

    /// <summary>The name of the one output of models that give numbers.</summary>
    public const string Prediction = "prediction";

    /// <summary>An empty graph with the versions that converters write.</summary>
    public static OnnxModelBuilder Begin(string name, string toolkit, string version) => new(
        name,
        new OnnxModelOptions
        {
            Opset = 17,
            IrVersion = 8,
            Opsets = new Dictionary<string, int> { [TreeEnsembleGraph.Domain] = 3 },
            Metadata = new Dictionary<string, string> { ["converted_from"] = $"{toolkit} {version}".TrimEnd() },
        });

    /// <summary>The schema of a matrix; columns by name where there is a different name for each.</summary>
    public static ModelSchema Features(IReadOnlyList<string> names, int count, ElementType type) =>
        names.Count == count && count > 0 && names.Distinct(StringComparer.Ordinal).Count() == count
            && names.All(name => name.Length > 0)
            ? ModelSchema.OfColumns([.. names.Select(name => new ColumnSpec(name, DataType.Double))])
            : ModelSchema.OfTensors(new TensorSpec(null, type, [-1, count]));

    /// <summary>The schema of outputs as they are declared in the graph.</summary>
    public static ModelSchema Outputs(params IEnumerable<OnnxValue> values) => ModelSchema.OfTensors(
        [.. values.Select(value => new TensorSpec(
            value.Name, value.ElementType!.Value, [.. value.Shape!.Select(dim => dim.Size ?? -1)]))]);
}
