namespace Tracking.Models.Flavors.Converters.Trees;

/// <summary>A decision tree whose root is node 0; made only of nodes that lead from the root to leaves.</summary>
internal sealed class Tree
{
    /// <summary>How long a way from the root to a leaf may be.</summary>
    public const int MaxDepth = 4096;

    private Tree(IReadOnlyList<TreeNode> nodes, IReadOnlyList<int> reached, int firstTarget) =>
        (Nodes, Reached, FirstTarget) = (nodes, reached, firstTarget);

    public IReadOnlyList<TreeNode> Nodes { get; }

    /// <summary>Indices of the nodes that the root leads to, the root first; others were pruned.</summary>
    public IReadOnlyList<int> Reached { get; }

    /// <summary>The target that the first weight of each leaf is added to.</summary>
    public int FirstTarget { get; }

    /// <summary>Checks that the nodes form a tree.</summary>
    /// <param name="nodes">Its nodes, the root first.</param>
    /// <param name="firstTarget">Where leaves begin to add.</param>
    /// <param name="wrong">Makes the error of a problem.</param>
    public static Tree Of(IReadOnlyList<TreeNode> nodes, int firstTarget, Func<string, Exception> wrong)
    {
        if (nodes.Count == 0)
        {
            throw wrong("has no nodes");
        }

        var seen = new bool[nodes.Count];
        var reached = new List<int>(nodes.Count);
        var open = new Stack<(int Node, int Depth)>([(0, 0)]);
        while (open.TryPop(out var next))
        {
            if (seen[next.Node])
            {
                throw wrong($"leads to node {next.Node} twice; a tree leads to each node once");
            }

            if (next.Depth > MaxDepth)
            {
                throw wrong($"is deeper than {MaxDepth} at node {next.Node}");
            }

            seen[next.Node] = true;
            reached.Add(next.Node);
            if (nodes[next.Node] is TreeSplit split)
            {
                foreach (var child in (int[])[split.Right, split.Left])
                {
                    open.Push(child >= 0 && child < nodes.Count
                        ? (child, next.Depth + 1)
                        : throw wrong($"leads from node {next.Node} to node {child} of {nodes.Count}"));
                }
            }
        }

        return new Tree(nodes, reached, firstTarget);
    }

    /// <summary>A tree that gives every row the same.</summary>
    public static Tree Constant(IReadOnlyList<double> weights) => new([new TreeLeaf(weights)], [0], 0);
}
