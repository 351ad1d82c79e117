using Tracking.Models.Flavors.Declared;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.DotNet;

/// <summary>A model written in .NET behind its signature. Owns the model that it wraps.</summary>
internal sealed class DotnetFunctionScorer(ScorerSchema schema, ModelCode code, IScorer? inner) : IScorer
{
    public ScorerSchema Schema => schema;

    public IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellationToken = default)
    {
        var predict = code.Predict;
        cancellationToken.ThrowIfCancellationRequested();
        SchemaCheck.Wanted(schema, outputs);
        var given = Predict(predict, SchemaCheck.Inputs(schema, inputs), cancellationToken);
        return SchemaCheck.Outputs(schema, given, outputs);
    }

    public void Dispose()
    {
        code.Dispose();
        inner?.Dispose();
    }

    private static IReadOnlyList<NamedTensor> Predict(
        PredictFunction predict, IReadOnlyList<NamedTensor> inputs, CancellationToken cancellationToken)
    {
        try
        {
            return predict(inputs, cancellationToken)
                ?? throw new ScoringException(ScoringFault.ModelFailed, "The model gave null for its outputs.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (error is not ScoringException and not OutOfMemoryException)
        {
            throw new ScoringException(
                ScoringFault.ModelFailed, $"The model failed: {ModelCode.OneLine(error)}", error);
        }
    }
}
