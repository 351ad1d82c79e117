using Tracking.Models.Flavors.Declared;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition.Branches;

/// <summary>Chooses for each row of a batch which of several models answers it.</summary>
internal interface IBranching
{
    /// <summary>Scores the rows and puts them in order.</summary>
    IReadOnlyList<NamedTensor> Score(
        RowBatch batch, IReadOnlyList<string> outputs, CancellationToken cancellationToken);
}

/// <summary>A cascade or switch as a model. Owns its models.</summary>
internal sealed class BranchScorer(ScorerSchema schema, IBranching branching, IDisposable parts) : IScorer
{
    private readonly IReadOnlyList<string> _all = [.. schema.Outputs.Select(info => info.Name)];
    private int _isDisposed;

    public ScorerSchema Schema => schema;

    public IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        SchemaCheck.Wanted(schema, outputs);
        var batch = RowBatch.Of(schema, SchemaCheck.Inputs(schema, inputs));
        return branching.Score(batch, outputs ?? _all, cancellationToken);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            parts.Dispose();
        }
    }
}
