using System.Text.Json.Nodes;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>A small document as XGBoost writes it, to be changed.</summary>
internal static class XGBoostFiles
{
    /// <summary>x[0] &lt; 0.5: 1, otherwise 2; NaN goes left; nothing is added to it.</summary>
    public static JsonNode Stump() => JsonNode.Parse("""
        {
          "learner": {
            "attributes": {"best_iteration": "0"},
            "feature_names": [],
            "gradient_booster": {
              "model": {
                "gbtree_model_param": {"num_parallel_tree": "1", "num_trees": "1"},
                "tree_info": [0],
                "trees": [{
                  "default_left": [true, false, false],
                  "left_children": [1, -1, -1],
                  "right_children": [2, -1, -1],
                  "split_conditions": [0.5, 1.0, 2.0],
                  "split_indices": [0, 0, 0],
                  "split_type": [0, 0, 0],
                  "categories": [], "categories_nodes": [], "categories_segments": [], "categories_sizes": [],
                  "tree_param": {"num_feature": "2", "num_nodes": "3", "size_leaf_vector": "0"}
                }]
              },
              "name": "gbtree"
            },
            "learner_model_param": {"base_score": "0E0", "num_class": "0", "num_feature": "2", "num_target": "1"},
            "objective": {"name": "reg:squarederror"}
          },
          "version": [2, 1, 0]
        }
        """)!;

    /// <summary>The field at a path such as <c>learner.objective.name</c> or <c>trees[0]</c>.</summary>
    public static string With(string path, string value)
    {
        var root = Stump();
        var parts = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        var node = root;
        foreach (var part in parts[..^1])
        {
            node = part[0] == '[' ? node[int.Parse(part[1..^1], null)]! : node[part]!;
        }

        if (parts[^1][0] == '[')
        {
            node[int.Parse(parts[^1][1..^1], null)] = JsonNode.Parse(value);
        }
        else
        {
            node[parts[^1]] = JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }
}
