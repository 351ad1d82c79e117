using Tracking.Models.Flavors.Declared;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition.Graphs;

/// <summary>A graph as a model. Steps that do not need one another run in parallel; owns its models.</summary>
internal sealed class GraphScorer(Graph graph, IDisposable parts) : IScorer
{
    private int _isDisposed;

    public ScorerSchema Schema => graph.Schema;

    public IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        SchemaCheck.Wanted(Schema, outputs);
        using var run = new GraphRun(graph, SchemaCheck.Inputs(Schema, inputs), outputs, cancellationToken);
        return run.Execute();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            parts.Dispose();
        }
    }
}
