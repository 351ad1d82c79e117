using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>Makes graphs of what the exporter wrote; they compute in double precision, as scikit-learn does.</summary>
internal static class ScikitLearnConverter
{
    private const int MaxFeatures = 1 << 20;

    // An input for each of them is more than anybody can feed.
    private const int MaxMixedFeatures = 4096;

    public static ConvertedGraph Convert(DocumentField root, ConversionOptions options)
    {
        CheckHead(root, options);
        var version = root.Find("sklearn")?.Text() ?? "";
        var features = root["features"].Integer(1, MaxFeatures);
        var names = root.Find("feature_names")?.Texts() ?? [];
        if (names.Length > 0 && names.Length != features)
        {
            throw root["feature_names"].Wrong($"has {names.Length} names; expected {features}");
        }

        var texts = (root.Find("text_features")?.Integers(0, features - 1) ?? []).ToHashSet();
        var model = ConvertedGraph.Begin("scikit_learn", "scikit-learn", version);
        var (x, inputs) = texts.Count == 0
            ? Whole(model, features, names)
            : Mixed(model, root, texts, [.. Enumerable.Range(0, features).Select(at => NameOf(names, at))]);
        var outputs = Predict(model, root["model"], x);
        foreach (var output in outputs)
        {
            model.Output(output);
        }

        return new ConvertedGraph(model, new ModelSignature(inputs, ConvertedGraph.Outputs(outputs)))
        {
            ToolkitVersion = version,
            Summary = Describe(root["model"]),
            Example = texts.Count == 0 ? ReadExample(root, features, inputs) : null,
        };
    }

    private static void CheckHead(DocumentField root, ConversionOptions options)
    {
        if (root["format"].Text() != ScikitLearnFormat.Name)
        {
            throw root["format"].Expected($"'{ScikitLearnFormat.Name}'");
        }

        _ = root["version"].Integer(1, ScikitLearnFormat.Version);
        if (options.Iterations is not null || options.BestIteration)
        {
            throw root["model"].Wrong("is of scikit-learn, whose rounds cannot be chosen");
        }
    }

    private static (Flow X, ModelSchema Inputs) Whole(OnnxModelBuilder model, int features, string[] names) => (
        new Flow(model, model.Input(ConvertedGraph.Input, ElementType.Float64, "batch", features)),
        ConvertedGraph.Features(names, features, ElementType.Float64));

    /// <summary>An input for each column, since text and numbers share no matrix.</summary>
    private static (Flow X, ModelSchema Inputs) Mixed(
        OnnxModelBuilder model, DocumentField root, HashSet<int> texts, string[] names)
    {
        if (names.Length > MaxMixedFeatures || names.Distinct(StringComparer.Ordinal).Count() < names.Length
            || names.Any(string.IsNullOrWhiteSpace))
        {
            throw root["feature_names"].Wrong($"must be different names, at most {MaxMixedFeatures}, beside text");
        }

        var columns = names.Select((name, at) => model.Input(
            name, texts.Contains(at) ? ElementType.String : ElementType.Float64, "batch", 1)).ToArray();
        return (
            new Flow(model, columns),
            ModelSchema.OfColumns([.. names.Select((name, at) =>
                new ColumnSpec(name, texts.Contains(at) ? DataType.String : DataType.Double))]));
    }

    private static string NameOf(string[] names, int at) => names.Length > 0 ? names[at] : $"x{at}";

    /// <summary>Steps that transform, and after them one that predicts or nothing.</summary>
    private static IReadOnlyList<OnnxValue> Predict(OnnxModelBuilder model, DocumentField step, Flow x)
    {
        if (step["type"].Text() == "pipeline" && step["steps"].Items() is [.., var last] steps)
        {
            var before = steps.Take(steps.Count - 1)
                .Aggregate(x, (flow, next) => ScikitLearnTransformers.Apply(model, next, flow));
            return Predict(model, last, before);
        }

        return ScikitLearnPredictors.TryPredict(model, step, x)
            ?? (ScikitLearnTransformers.TryApply(model, step, x) is { } flow
                ? [model.Identity(flow.Matrix(step), "transformed")]
                : throw step["type"].Expected($"one of {string.Join(
                    ", ", ScikitLearnPredictors.Names.Concat(ScikitLearnTransformers.Names).Distinct())}"));
    }

    private static string Describe(DocumentField model) => model["type"].Text() == "pipeline"
        ? string.Join(" > ", model["steps"].Items().Select(step => step["type"].Text()))
        : model["type"].Text();

    private static ModelExample? ReadExample(DocumentField root, int features, ModelSchema inputs)
    {
        if (root.Find("example") is not { } field)
        {
            return null;
        }

        var rows = Matrix.Read(field, columns: features);
        var tensor = new Tensor<double>(rows.Data, rows.Rows, rows.Columns);
        if (inputs.IsTensors)
        {
            return ModelExample.OfTensor(tensor);
        }

        var turned = rows.Transposed();
        return ModelExample.OfTable(new Table([.. inputs.Columns.Select((column, at) => new NamedTensor(
            column.Name!,
            new Tensor<double>(turned.Data.AsMemory(at * rows.Rows, rows.Rows), rows.Rows)))]));
    }
}
