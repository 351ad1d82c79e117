namespace Tracking.Cli.Tests.Models.Converted;

/// <summary>A file of LightGBM with one tree of the features a and b: a &lt;= 0.5 is 1, otherwise 2.</summary>
internal static class LightGbmStump
{
    public static string Text(string objective) => $"""
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        max_feature_idx=1
        objective={objective}
        feature_names=a b

        Tree=0
        num_leaves=2
        num_cat=0
        split_feature=0
        threshold=0.5
        decision_type=2
        left_child=-1
        right_child=-2
        leaf_value=1 2

        end of trees
        """.ReplaceLineEndings("\n");
}
