using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Runs;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx;

/// <summary>
/// An ONNX model in ONNX Runtime on the CPU. Safe for concurrent calls; <see cref="OnnxModelLoader"/> makes one, and
/// its owner disposes it when no call is under way.
/// </summary>
public sealed class OnnxScorer : IScorer
{
    private readonly InferenceSession _session;
    private readonly OnnxModelSchema _schema;
    private readonly BoundRunPool _boundRuns;
    private readonly RunOptions _plainOptions = new();
    private readonly int[] _allOutputs;
    private int _isDisposed;

    internal OnnxScorer(InferenceSession session, OnnxModelSchema schema)
    {
        _session = session;
        _schema = schema;
        _boundRuns = new BoundRunPool(session, schema);
        _allOutputs = [.. Enumerable.Range(0, schema.Outputs.Length)];
    }

    /// <inheritdoc/>
    public ScorerSchema Schema => _schema.Public;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The model has been unloaded.</exception>
    /// <exception cref="OperationCanceledException">The token fired before the run ended.</exception>
    public IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        var ordered = ScoringRequest.Order(_schema, inputs);
        return outputs is null
            ? ScoreAll(ordered, cancellationToken)
            : ScoreDirectly(ordered, ScoringRequest.Find(_schema, outputs), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _boundRuns.Dispose();
            _plainOptions.Dispose();
            _session.Dispose();
        }
    }

    private NamedTensor[] ScoreAll(Tensor?[] inputs, CancellationToken cancellationToken)
    {
        var bound = _boundRuns.Rent(inputs);
        if (bound is null)
        {
            var results = ScoreDirectly(inputs, _allOutputs, cancellationToken);
            _boundRuns.Offer(inputs, results);
            return results;
        }

        try
        {
            var results = bound.Run(inputs, _plainOptions, cancellationToken);
            _boundRuns.Return(bound);
            return results;
        }
        catch (OnnxRuntimeException)
        {
            bound.Dispose();
            return ScoreAgain(inputs, cancellationToken);
        }
    }

    // Either the model fails on these inputs, and fails again with its own words, or its outputs have other shapes than
    // last time for inputs of the same shapes, and binding them is over.
    private NamedTensor[] ScoreAgain(Tensor?[] inputs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var results = ScoreDirectly(inputs, _allOutputs, cancellationToken);
        _boundRuns.Close();
        return results;
    }

    private NamedTensor[] ScoreDirectly(Tensor?[] inputs, int[] outputs, CancellationToken cancellationToken)
    {
        try
        {
            return DirectRun.Run(_session, _schema, inputs, outputs, cancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ScoringException(
                ScoringFault.ModelFailed, $"The model failed: {OnnxMessages.Shorten(e.Message)}", e);
        }
    }
}
