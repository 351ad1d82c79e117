namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Texts as LightGBM writes them, of hand-made trees.</summary>
internal static class LightGbmFiles
{
    /// <summary>A model of two features, a and b.</summary>
    /// <param name="objective">The line's value, or null for no such line.</param>
    /// <param name="trees">The lines of each tree, from num_leaves on.</param>
    public static string Of(string? objective, params string[] trees) => Of(objective, 1, "", trees);

    /// <summary>A model of several trees in a round, with further lines in its head.</summary>
    public static string Of(string? objective, int groups, string more, params string[] trees) =>
        $"""
        tree
        version=v4
        num_class={groups}
        num_tree_per_iteration={groups}
        label_index=0
        max_feature_idx=1
        {(objective is null ? "" : $"objective={objective}")}
        {more}
        feature_names=a b
        feature_infos=[-5:5] 0:1:2:3
        tree_sizes=400

        {string.Join("\n", trees.Select((tree, index) => $"Tree={index}\n{tree}\nshrinkage=1\n\n"))}
        end of trees

        feature_importances:
        a=1
        """.ReplaceLineEndings("\n");

    /// <summary>One leaf.</summary>
    public static string Leaf(double value) => FormattableString.Invariant(
        $"num_leaves=1\nnum_cat=0\nleaf_value={value}");

    /// <summary>x[feature] against a threshold: 10 on the left, 20 on the right.</summary>
    public static string Stump(string threshold, int decision, int feature = 0, string more = "num_cat=0") =>
        $"num_leaves=2\n{more}\nsplit_feature={feature}\nsplit_gain=1\nthreshold={threshold}\n"
        + $"decision_type={decision}\nleft_child=-1\nright_child=-2\nleaf_value=10 20";
}
