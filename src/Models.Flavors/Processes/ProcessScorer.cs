using Tracking.Models.Flavors.Declared;
using Tracking.Models.Flavors.Processes.Supervision;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Processes;

/// <summary>A model in processes of its own behind its signature.</summary>
internal sealed class ProcessScorer(ScorerSchema schema, ProcessPool pool) : IScorer
{
    public ScorerSchema Schema => schema;

    public IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // A signature need not tell what comes out: then the answer does.
        var isDeclared = schema.Outputs.Count > 0;
        if (isDeclared)
        {
            SchemaCheck.Wanted(schema, outputs);
        }

        var given = pool.Score(SchemaCheck.Inputs(schema, inputs), outputs, cancellationToken);
        return isDeclared ? SchemaCheck.Outputs(schema, given, outputs) : Select(given, outputs);
    }

    public void Dispose() => pool.Dispose();

    private static IReadOnlyList<NamedTensor> Select(
        IReadOnlyList<NamedTensor> given, IReadOnlyList<string>? outputs) => outputs is null
            ? given
            : [.. outputs.Select(name => new NamedTensor(name, given.Find(name) ?? throw new ScoringException(
                ScoringFault.InvalidInput,
                $"Unknown output '{name}'; the model gave "
                + $"{string.Join(", ", given.Take(20).Select(output => $"'{output.Name}'"))}.")))];
}
