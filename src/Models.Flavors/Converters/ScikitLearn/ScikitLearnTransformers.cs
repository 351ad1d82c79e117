using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>Steps that give columns to the next step.</summary>
internal static class ScikitLearnTransformers
{
    private static readonly Dictionary<string, Func<OnnxModelBuilder, DocumentField, Flow, Flow>> Known = new(
        StringComparer.Ordinal)
    {
        ["passthrough"] = (_, _, x) => x,
        ["pipeline"] = Pipeline,
        ["columns"] = Columns,
        ["select"] = (_, step, x) => x.Select(step["columns"].Integers(0, x.Width - 1)),
        ["scale"] = (model, step, x) => new Flow(model, Scale(model, step, x.Matrix(step))),
        ["normalize"] = (model, step, x) => new Flow(model, Normalize(model, step, x.Matrix(step))),
        ["binarize"] = (model, step, x) => new Flow(model, Binarize(model, step, x.Matrix(step))),
        ["impute"] = Impute,
        ["project"] = (model, step, x) => new Flow(model, Project(model, step, x.Matrix(step))),
        ["one_hot"] = ScikitLearnEncoders.OneHot,
        ["ordinal"] = ScikitLearnEncoders.Ordinal,
        ["k_means"] = (model, step, x) => new Flow(model, Distances(model, step, x.Matrix(step))),
    };

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>Applies a step, or gives null where its type is of another kind.</summary>
    public static Flow? TryApply(OnnxModelBuilder model, DocumentField step, Flow x) =>
        Known.TryGetValue(step["type"].Text(), out var apply) ? apply(model, step, x) : null;

    public static Flow Apply(OnnxModelBuilder model, DocumentField step, Flow x) =>
        TryApply(model, step, x) ?? throw step["type"].Expected($"one of {string.Join(", ", Names)}");

    /// <summary>The distance of each row to each center.</summary>
    public static OnnxValue Distances(OnnxModelBuilder model, DocumentField step, OnnxValue x)
    {
        var centers = Matrix.Read(step["centers"], columns: Width(x));
        var between = model.Sub(
            model.Unsqueeze(x, model.Axes(1)), model.Constant(centers.Data, 1, centers.Rows, centers.Columns));
        var squares = model.ReduceSum(model.Mul(between, between), model.Axes(2));
        return model.Sqrt(model.Squeeze(squares, model.Axes(2)));
    }

    public static int Width(OnnxValue x) => (int)x.Shape![1].Size!.Value;

    private static Flow Pipeline(OnnxModelBuilder model, DocumentField step, Flow x) =>
        step["steps"].Items().Aggregate(x, (flow, next) => Apply(model, next, flow));

    private static Flow Columns(OnnxModelBuilder model, DocumentField step, Flow x)
    {
        var parts = step["parts"].Items();
        if (parts.Count == 0)
        {
            throw step["parts"].Wrong("is empty; expected at least one part");
        }

        var made = parts
            .Select(part => (Part: part, Columns: part["columns"].Integers(0, x.Width - 1)))
            .Select(each => Apply(model, each.Part["model"], x.Select(each.Columns)).Matrix(each.Part))
            .ToArray();
        return new Flow(model, made.Length == 1 ? made[0] : model.Concat(made, axis: 1));
    }

    private static OnnxValue Scale(OnnxModelBuilder model, DocumentField step, OnnxValue x)
    {
        var width = Width(x);
        OnnxValue? Row(string name) =>
            step.Find(name) is { } field ? model.Constant(field.Numbers(width), width) : null;
        var result = Row("subtract") is { } subtract ? model.Sub(x, subtract) : x;
        result = Row("divide") is { } divide ? model.Div(result, divide) : result;
        result = Row("multiply") is { } multiply ? model.Mul(result, multiply) : result;
        result = Row("add") is { } add ? model.Add(result, add) : result;
        return step.Find("clip")?.Numbers(2) is [var low, var high]
            ? model.Min(model.Max(result, model.Like(x, low)), model.Like(x, high))
            : result;
    }

    private static OnnxValue Normalize(OnnxModelBuilder model, DocumentField step, OnnxValue x)
    {
        var size = step["norm"].Text() switch
        {
            "l1" => model.ReduceSum(model.Abs(x), model.Axes(1)),
            "l2" => model.Sqrt(model.ReduceSum(model.Mul(x, x), model.Axes(1))),
            "max" => model.Node("ReduceMax", [model.Abs(x)], ("axes", new long[] { 1 })),
            _ => throw step["norm"].Expected("l1, l2 or max"),
        };
        return model.Div(x, model.Where(model.Equal(size, model.Like(x, 0)), model.Like(x, 1), size));
    }

    private static OnnxValue Binarize(OnnxModelBuilder model, DocumentField step, OnnxValue x) =>
        model.Cast(model.Greater(x, model.Like(x, step["threshold"].Finite())), ElementType.Float64);

    private static Flow Impute(OnnxModelBuilder model, DocumentField step, Flow x)
    {
        var kept = step["kept"].Integers(0, x.Width - 1);
        var values = model.Constant(step["values"].Numbers(kept.Length), kept.Length);
        var missing = step["missing"].Number();
        var columns = x.Select(kept).Matrix(step);
        var isMissing = double.IsNaN(missing)
            ? model.IsNaN(columns)
            : model.Equal(columns, model.Like(columns, missing));
        return new Flow(model, model.Where(isMissing, values, columns));
    }

    private static OnnxValue Project(OnnxModelBuilder model, DocumentField step, OnnxValue x)
    {
        var width = Width(x);
        var components = Matrix.Read(step["components"], columns: width).Transposed();
        var centred = model.Sub(x, model.Constant(step["mean"].Numbers(width), width));
        var projected = model.MatMul(centred, model.Constant(components.Data, components.Rows, components.Columns));
        return step.Find("divide") is { } divide
            ? model.Div(projected, model.Constant(divide.Numbers(components.Columns), components.Columns))
            : projected;
    }
}
