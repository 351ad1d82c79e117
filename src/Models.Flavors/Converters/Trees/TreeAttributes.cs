using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.Trees;

/// <summary>The parallel lists by which ai.onnx.ml describes trees.</summary>
internal sealed class TreeAttributes
{
    private readonly List<long> _trees = [];
    private readonly List<long> _nodes = [];
    private readonly List<long> _columns = [];
    private readonly List<string> _modes = [];
    private readonly List<double> _values = [];
    private readonly List<long> _lefts = [];
    private readonly List<long> _rights = [];
    private readonly List<long> _missing = [];
    private readonly List<long> _leafTrees = [];
    private readonly List<long> _leafNodes = [];
    private readonly List<long> _leafTargets = [];
    private readonly List<double> _leafWeights = [];
    private readonly TreeEnsemble _ensemble;

    private TreeAttributes(TreeEnsemble ensemble) => _ensemble = ensemble;

    /// <summary>The attributes of a TreeEnsembleRegressor that adds up.</summary>
    public static IReadOnlyList<(string Name, OnnxAttributeValue Value)> Of(TreeEnsemble ensemble)
    {
        var lists = new TreeAttributes(ensemble);
        var trees = ensemble.Trees.Count > 0 ? ensemble.Trees : [Tree.Constant(new double[ensemble.Targets])];
        for (var tree = 0; tree < trees.Count; tree++)
        {
            lists.Add(tree, trees[tree]);
        }

        return lists.Build();
    }

    private void Add(int index, Tree tree)
    {
        // Pruned nodes leave gaps, and node ids must not.
        var ids = new Dictionary<int, int>(tree.Reached.Count);
        foreach (var node in tree.Reached)
        {
            ids.Add(node, ids.Count);
        }

        foreach (var node in tree.Reached)
        {
            _trees.Add(index);
            _nodes.Add(ids[node]);
            if (tree.Nodes[node] is TreeSplit split)
            {
                AddSplit(split, ids[split.Left], ids[split.Right]);
            }
            else
            {
                AddLeaf((TreeLeaf)tree.Nodes[node], index, ids[node], tree.FirstTarget);
            }
        }
    }

    private void AddSplit(TreeSplit split, int left, int right)
    {
        _columns.Add(split.Column);
        _modes.Add(split.Test == SplitTest.Less ? "BRANCH_LT" : "BRANCH_LEQ");
        _values.Add(_ensemble.IsDouble ? split.Threshold : FloatThreshold.Of(split.Test, split.Threshold));
        _lefts.Add(left);
        _rights.Add(right);
        _missing.Add(split.MissingGoesLeft ? 1 : 0);
    }

    private void AddLeaf(TreeLeaf leaf, int tree, int node, int firstTarget)
    {
        _columns.Add(0);
        _modes.Add("LEAF");
        _values.Add(0);
        _lefts.Add(0);
        _rights.Add(0);
        _missing.Add(0);
        for (var i = 0; i < leaf.Weights.Count; i++)
        {
            // A leaf that says nothing of a target need not be told, but a leaf must say something.
            if (leaf.Weights[i] != 0 || i == 0)
            {
                _leafTrees.Add(tree);
                _leafNodes.Add(node);
                _leafTargets.Add(firstTarget + i);
                _leafWeights.Add(leaf.Weights[i]);
            }
        }
    }

    private IReadOnlyList<(string Name, OnnxAttributeValue Value)> Build()
    {
        return
        [
            ("n_targets", _ensemble.Targets),
            ("aggregate_function", "SUM"),
            ("post_transform", "NONE"),
            ("nodes_treeids", OnnxAttributeValue.FromInt64s(_trees)),
            ("nodes_nodeids", OnnxAttributeValue.FromInt64s(_nodes)),
            ("nodes_featureids", OnnxAttributeValue.FromInt64s(_columns)),
            ("nodes_modes", OnnxAttributeValue.FromStrings(_modes)),
            Numbers("nodes_values", _values),
            ("nodes_truenodeids", OnnxAttributeValue.FromInt64s(_lefts)),
            ("nodes_falsenodeids", OnnxAttributeValue.FromInt64s(_rights)),
            ("nodes_missing_value_tracks_true", OnnxAttributeValue.FromInt64s(_missing)),
            ("target_treeids", OnnxAttributeValue.FromInt64s(_leafTrees)),
            ("target_nodeids", OnnxAttributeValue.FromInt64s(_leafNodes)),
            ("target_ids", OnnxAttributeValue.FromInt64s(_leafTargets)),
            Numbers("target_weights", _leafWeights),
        ];
    }

    private (string Name, OnnxAttributeValue Value) Numbers(string name, List<double> numbers) => _ensemble.IsDouble
        ? ($"{name}_as_tensor", new Tensor<double>(numbers.ToArray(), numbers.Count))
        : (name, OnnxAttributeValue.FromSingles(numbers.Select(number => (float)number)));
}
