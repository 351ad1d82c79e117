using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.Trees;

/// <summary>Derived columns as nodes of a graph.</summary>
internal static class DerivedColumns
{
    /// <summary>The most cells that the tables of categories may have together.</summary>
    public const long MaxTableCells = 64L << 20;

    // Before the codes: NaN, then a code below all others. After them: one above.
    private const int RowsBeforeCodes = 2;
    private const int ExtraRows = 3;

    /// <summary>The features and, beside them, the derived columns in their order.</summary>
    public static OnnxValue Append(OnnxModelBuilder model, OnnxValue x, IReadOnlyList<DerivedColumn> columns)
    {
        if (columns.Count == 0)
        {
            return x;
        }

        var parts = new List<OnnxValue> { x };
        var order = new List<int>();
        foreach (var group in columns.Select((column, index) => (Column: column, Index: index)).GroupBy(KindOf))
        {
            var members = group.ToArray();
            var feature = Pick(model, x, members[0].Column.Feature);
            parts.Add(members[0].Column is ZeroAsMissing zero
                ? WithoutZeros(model, feature, zero)
                : Memberships(model, feature, [.. members.Select(member => (Membership)member.Column)]));
            order.AddRange(members.Select(member => member.Index));
        }

        var all = model.Concat(parts, axis: 1);
        return Sorted(model, all, x, order);
    }

    /// <summary>How many cells the tables of categories have together; at most <see cref="MaxTableCells"/>.</summary>
    public static long CountCells(IEnumerable<DerivedColumn> columns) => columns
        .OfType<Membership>()
        .GroupBy(column => column.Feature)
        .Sum(group => (MostOf([.. group]) + 1L + ExtraRows) * group.Count());

    // Equal ways of reading one feature share a table.
    private static (int Feature, int Kind, int Index) KindOf((DerivedColumn Column, int Index) one) => one.Column switch
    {
        Membership member => (member.Feature, (int)member.Rounding, 0),
        _ => (one.Column.Feature, -1, one.Index),
    };

    private static OnnxValue Pick(OnnxModelBuilder model, OnnxValue x, int feature) =>
        model.Gather(x, model.Constant(new long[] { feature }, 1), axis: 1);

    private static OnnxValue WithoutZeros(OnnxModelBuilder model, OnnxValue feature, ZeroAsMissing column) =>
        model.Where(
            model.LessOrEqual(model.Abs(feature), model.Like(feature, column.Reach)),
            model.Like(feature, double.NaN),
            feature);

    /// <summary>One table for the feature: a row for each code, a column for each set.</summary>
    private static OnnxValue Memberships(OnnxModelBuilder model, OnnxValue feature, Membership[] columns)
    {
        var most = MostOf(columns);
        var rows = most + 1 + ExtraRows;
        var table = new float[rows * columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            Fill(table, columns[i], i, columns.Length);
        }

        var number = columns[0].Rounding == CodeRounding.Down ? model.Floor(feature) : feature;
        var bounded = model.Min(model.Max(number, model.Like(feature, -1)), model.Like(feature, most + 1));
        var code = model.Where(model.IsNaN(feature), model.Like(feature, -RowsBeforeCodes), bounded);
        var row = model.Add(model.Cast(code, ElementType.Int64), model.Constant(new long[] { RowsBeforeCodes }));
        var flat = model.Squeeze(row, model.Constant(new long[] { 1 }, 1));
        var found = model.Gather(model.Constant(table, rows, columns.Length), flat);
        return feature.ElementType == found.ElementType ? found : model.Cast(found, feature.ElementType!.Value);
    }

    /// <summary>Writes a set's column of the table.</summary>
    private static void Fill(float[] table, Membership column, int at, int width)
    {
        table[at] = column.Missing;
        if (column.Known is { } known)
        {
            for (var cell = at; cell < table.Length; cell += width)
            {
                table[cell] = column.Missing;
            }

            foreach (var code in known)
            {
                table[((code + RowsBeforeCodes) * width) + at] = 0;
            }
        }

        foreach (var member in column.Members)
        {
            table[((member + RowsBeforeCodes) * width) + at] = 1;
        }
    }

    private static int MostOf(Membership[] columns) =>
        columns.Max(column => column.Members.Concat(column.Known ?? []).DefaultIfEmpty(0).Max());

    /// <summary>Groups stand one after another; the columns' own order is restored where that differs.</summary>
    private static OnnxValue Sorted(OnnxModelBuilder model, OnnxValue all, OnnxValue x, List<int> order)
    {
        if (order.Select((index, at) => index == at).All(isInPlace => isInPlace))
        {
            return all;
        }

        var features = (int)x.Shape![1].Size!.Value;
        var indices = new long[features + order.Count];
        for (var at = 0; at < features; at++)
        {
            indices[at] = at;
        }

        for (var at = 0; at < order.Count; at++)
        {
            indices[features + order[at]] = features + at;
        }

        return model.Gather(all, model.Constant(indices, indices.Length), axis: 1);
    }
}
