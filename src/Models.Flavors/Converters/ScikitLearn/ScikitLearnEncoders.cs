using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Converters.Trees;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>Encoders of categories, which are text or numbers.</summary>
internal static class ScikitLearnEncoders
{
    /// <summary>A column for each category that is not dropped; an unknown one is nowhere.</summary>
    public static Flow OneHot(OnnxModelBuilder model, DocumentField step, Flow x)
    {
        var categories = Categories(step, x);
        var drop = step["drop"].Integers(-1);
        if (drop.Length != x.Width)
        {
            throw step["drop"].Wrong($"has {drop.Length} numbers; expected {x.Width}");
        }

        var parts = new List<OnnxValue>();
        for (var i = 0; i < x.Width; i++)
        {
            var (marks, count) = Marks(model, categories[i], x.Column(i));
            long[] kept = [.. Enumerable.Range(0, count).Where(at => at != drop[i]).Select(at => (long)at)];
            if (kept.Length > 0)
            {
                parts.Add(kept.Length == count ? marks : model.Gather(marks, model.Axes(kept), axis: 1));
            }
        }

        return parts.Count > 0
            ? new Flow(model, parts.Count == 1 ? parts[0] : model.Concat(parts, axis: 1))
            : throw step["drop"].Wrong("leaves no column");
    }

    /// <summary>The index of each category.</summary>
    public static Flow Ordinal(OnnxModelBuilder model, DocumentField step, Flow x)
    {
        var categories = Categories(step, x);
        var unknown = step["unknown"].Number();
        var missing = step["missing"].Number();
        var parts = new OnnxValue[x.Width];
        for (var i = 0; i < x.Width; i++)
        {
            var (marks, count) = Marks(model, categories[i], x.Column(i));
            var codes = Enumerable.Range(0, count).Select(code => (double)code).ToArray();
            var found = model.ReduceSum(marks, model.Axes(1));
            var code = model.Where(
                model.Greater(found, model.Like(found, 0)),
                model.MatMul(marks, model.Constant(codes, count, 1)),
                model.Like(found, unknown));
            // A missing value has a code of its own only where the data had missing values.
            parts[i] = HasMissing(categories[i])
                ? model.Where(model.IsNaN(x.Column(i)), model.Like(found, missing), code)
                : code;
        }

        return new Flow(model, parts.Length == 1 ? parts[0] : model.Concat(parts, axis: 1));
    }

    /// <summary>1 in the column of the row's category, Float64 [batch, categories].</summary>
    private static (OnnxValue Marks, int Count) Marks(OnnxModelBuilder model, DocumentField field, OnnxValue column)
    {
        var items = field.Items();
        if (items.Count == 0)
        {
            throw field.Wrong("is empty; expected at least one category");
        }

        if (!items[0].IsText)
        {
            return (NumberMarks(model, field, column), items.Count);
        }

        if (column.ElementType != ElementType.String)
        {
            throw field.Wrong("is of text, but its feature is not named in 'text_features'");
        }

        var codes = model.Add(new OnnxNode("LabelEncoder", [column])
        {
            Domain = TreeEnsembleGraph.Domain,
            Attributes =
            [
                ("keys_strings", OnnxAttributeValue.FromStrings(field.Texts())),
                ("values_int64s", OnnxAttributeValue.FromInt64s(Enumerable.Range(0, items.Count).Select(i => (long)i))),
                ("default_int64", -1),
            ],
        })[0];
        long[] all = [.. Enumerable.Range(0, items.Count).Select(code => (long)code)];
        return (model.Cast(model.Equal(codes, model.Constant(all, 1, all.Length)), ElementType.Float64), items.Count);
    }

    /// <summary>NaN equals nothing; scikit-learn puts it last.</summary>
    private static OnnxValue NumberMarks(OnnxModelBuilder model, DocumentField field, OnnxValue column)
    {
        if (column.ElementType == ElementType.String)
        {
            throw field.Wrong("is of numbers, but its feature is named in 'text_features'");
        }

        var numbers = field.Numbers();
        var plain = HasMissing(field) ? numbers[..^1] : numbers;
        if (plain.Any(double.IsNaN))
        {
            throw field.Wrong("holds NaN before its end");
        }

        var parts = new List<OnnxValue>();
        if (plain.Length > 0)
        {
            parts.Add(model.Equal(column, model.Constant(plain, 1, plain.Length)));
        }

        if (plain.Length < numbers.Length)
        {
            parts.Add(model.IsNaN(column));
        }

        return model.Cast(parts.Count == 1 ? parts[0] : model.Concat(parts, axis: 1), ElementType.Float64);
    }

    private static bool HasMissing(DocumentField field) =>
        field.Items() is [.., { IsNumber: true } last] && double.IsNaN(last.Number());

    private static IReadOnlyList<DocumentField> Categories(DocumentField step, Flow x)
    {
        var lists = step["categories"].Items();
        return lists.Count == x.Width
            ? lists
            : throw step["categories"].Wrong($"has {lists.Count} lists; expected one for each of {x.Width} columns");
    }
}
