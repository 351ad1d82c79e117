using System.Globalization;
using System.Text;

namespace Tracking.Benchmarks.Data;

/// <summary>Files of boosted models with full trees of 64 leaves and random thresholds, from a fixed seed.</summary>
internal static class BoostedTrees
{
    private const int Splits = 63;
    private const int Nodes = 127;

    /// <summary>What <c>save_model</c> of XGBoost writes as JSON.</summary>
    public static string XGBoost(int trees, int features)
    {
        var random = new Random(1);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $$"""
            {"learner":{"attributes":{},"feature_names":[],"gradient_booster":{"model":{
            "gbtree_model_param":{"num_parallel_tree":"1","num_trees":"{{trees}}"},
            "tree_info":[{{List(trees, _ => "0")}}],"trees":[
            """);
        for (var tree = 0; tree < trees; tree++)
        {
            text.Append(tree > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $$$"""
                {"default_left":[{{{List(Nodes, _ => "1")}}}],
                "left_children":[{{{List(Nodes, node => node < Splits ? $"{(2 * node) + 1}" : "-1")}}}],
                "right_children":[{{{List(Nodes, node => node < Splits ? $"{(2 * node) + 2}" : "-1")}}}],
                "split_conditions":[{{{List(Nodes, _ => Number(random))}}}],
                "split_indices":[{{{List(Nodes, node => node < Splits ? $"{random.Next(features)}" : "0")}}}],
                "split_type":[{{{List(Nodes, _ => "0")}}}],
                "categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[],
                "tree_param":{"num_feature":"{{{features}}}","num_nodes":"{{{Nodes}}}","size_leaf_vector":"0"}}
                """);
        }

        return text.Append(CultureInfo.InvariantCulture, $$$"""
            ]},"name":"gbtree"},
            "learner_model_param":{"base_score":"0E0","num_class":"0","num_feature":"{{{features}}}","num_target":"1"},
            "objective":{"name":"reg:squarederror"}},"version":[2,1,0]}
            """).ToString();
    }

    /// <summary>What <c>save_model</c> of LightGBM writes.</summary>
    public static string LightGbm(int trees, int features)
    {
        var random = new Random(2);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            max_feature_idx={features - 1}
            objective=regression
            feature_names={List(features, feature => $"f{feature}", ' ')}


            """);
        for (var tree = 0; tree < trees; tree++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                Tree={tree}
                num_leaves={Splits + 1}
                num_cat=0
                split_feature={List(Splits, _ => $"{random.Next(features)}", ' ')}
                threshold={List(Splits, _ => Number(random), ' ')}
                decision_type={List(Splits, _ => "2", ' ')}
                left_child={List(Splits, node => Child((2 * node) + 1), ' ')}
                right_child={List(Splits, node => Child((2 * node) + 2), ' ')}
                leaf_value={List(Splits + 1, _ => Number(random), ' ')}


                """);
        }

        return text.Append("end of trees\n").Replace("\r\n", "\n").ToString();
    }

    // Leaf n is child -1 - n there.
    private static string Child(int node) => (node < Splits ? node : Splits - 1 - node).ToString(
        CultureInfo.InvariantCulture);

    private static string Number(Random random) => random.NextSingle().ToString("R", CultureInfo.InvariantCulture);

    private static string List(int count, Func<int, string> item, char between = ',') =>
        string.Join(between, Enumerable.Range(0, count).Select(item));
}
