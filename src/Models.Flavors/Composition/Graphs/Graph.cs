using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition.Graphs;

/// <summary>Where a tensor comes from.</summary>
/// <param name="Node">The index of a node, or <see cref="Request"/>.</param>
/// <param name="Name">The node's output, or the composite's input.</param>
internal readonly record struct Source(int Node, string Name)
{
    /// <summary>Stands for the caller of the composite.</summary>
    public const int Request = -1;
}

/// <summary>A model and where its inputs come from.</summary>
/// <param name="Part">What runs.</param>
/// <param name="Inputs">By the names of its model's inputs.</param>
/// <param name="Needs">The nodes that run before it, each once.</param>
internal sealed record GraphNode(
    Part Part, IReadOnlyList<(string Input, Source From)> Inputs, IReadOnlyList<int> Needs);

/// <summary>Models wired to one another, checked and free of cycles. Immutable.</summary>
/// <param name="Nodes">Each after those that it needs.</param>
/// <param name="Outputs">The composite's outputs and where they come from.</param>
/// <param name="Schema">What goes in and out.</param>
internal sealed record Graph(
    IReadOnlyList<GraphNode> Nodes, IReadOnlyList<(string Name, Source From)> Outputs, ScorerSchema Schema)
{
    /// <summary>Which nodes have to run for some of the outputs.</summary>
    public bool[] NeededFor(IReadOnlyList<string>? outputs)
    {
        var needed = new bool[Nodes.Count];
        foreach (var (name, from) in Outputs)
        {
            if (from.Node >= 0 && (outputs is null || outputs.Contains(name)))
            {
                needed[from.Node] = true;
            }
        }

        for (var i = Nodes.Count - 1; i >= 0; i--)
        {
            for (var n = 0; needed[i] && n < Nodes[i].Needs.Count; n++)
            {
                needed[Nodes[i].Needs[n]] = true;
            }
        }

        return needed;
    }
}
