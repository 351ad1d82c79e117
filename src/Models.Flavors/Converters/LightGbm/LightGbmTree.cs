namespace Tracking.Models.Flavors.Converters.LightGbm;

/// <summary>A tree as LightGBM keeps it; a negative child is the complement of a leaf.</summary>
internal sealed record LightGbmTree
{
    public required IReadOnlyList<LightGbmSplit> Splits { get; init; }

    public required IReadOnlyList<double> Leaves { get; init; }

    /// <exception cref="ModelConversionException">A list is missing or of another length, or out of range.</exception>
    public static LightGbmTree Read(LightGbmSection section, int features)
    {
        var leaves = section.Integer("num_leaves", 1, 1 << 28);
        if (section.Integer("is_linear", 0, 1, otherwise: 0) == 1)
        {
            throw section.Wrong("is_linear", "is 1: trees with linear models in their leaves are not supported");
        }

        var values = section.Numbers("leaf_value", leaves);
        var count = leaves - 1;
        if (count == 0)
        {
            return new LightGbmTree { Splits = [], Leaves = values };
        }

        var columns = section.Integers("split_feature", count, 0, features - 1);
        var thresholds = section.Numbers("threshold", count);
        var decisions = section.Integers("decision_type", count, sbyte.MinValue, byte.MaxValue);
        var left = section.Integers("left_child", count, -leaves, count - 1);
        var right = section.Integers("right_child", count, -leaves, count - 1);
        var sets = LightGbmCategories.Read(section);
        var splits = new LightGbmSplit[count];
        for (var i = 0; i < count; i++)
        {
            splits[i] = new LightGbmSplit(columns[i], thresholds[i], (byte)decisions[i], left[i], right[i]);
            if (splits[i].Missing > LightGbmMissing.NaN)
            {
                throw section.Wrong("decision_type", $"is {decisions[i]} at [{i}], which names no missing type");
            }

            if (splits[i].IsCategorical)
            {
                splits[i] = splits[i] with { Categories = sets.Of(thresholds[i], i) };
            }
        }

        return new LightGbmTree { Splits = splits, Leaves = values };
    }
}

/// <summary>One split; rows that pass its test go left.</summary>
internal sealed record LightGbmSplit(int Feature, double Threshold, byte Decision, int Left, int Right)
{
    public bool IsCategorical => (Decision & 1) != 0;

    public bool DefaultLeft => (Decision & 2) != 0;

    public LightGbmMissing Missing => (LightGbmMissing)((Decision >> 2) & 3);

    /// <summary>Codes of the categories that go left, ascending.</summary>
    public IReadOnlyList<int> Categories { get; init; } = [];
}

/// <summary>What a feature's missing values look like.</summary>
internal enum LightGbmMissing
{
    /// <summary>There were none; NaN counts as 0.</summary>
    None,

    /// <summary>Zero and NaN.</summary>
    Zero,

    /// <summary>NaN.</summary>
    NaN,
}
