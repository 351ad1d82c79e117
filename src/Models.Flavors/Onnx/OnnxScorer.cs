using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Runs;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Flavors.Onnx.Values;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx;

/// <summary>
/// An ONNX model in ONNX Runtime. Safe for concurrent calls; <see cref="OnnxModelLoader"/> makes one, and its owner
/// disposes it when no call is under way. Sequences and maps go in and out as tensors: a sequence of tensors of one
/// shape as a tensor with a dimension before theirs, a map as <c>name.keys</c> and <c>name.values</c>, the maps of a
/// classifier's ZipMap as a column <c>name.class</c> for each class. <see cref="ScoreValues"/> takes them as they are.
/// </summary>
public sealed class OnnxScorer : IScorer
{
    private readonly InferenceSession _session;
    private readonly OnnxModelSchema _schema;
    private readonly BoundRunPool _boundRuns;
    private readonly RunOptions _plainOptions = new();
    private readonly int[] _allOutputs;
    private int _isDisposed;

    internal OnnxScorer(InferenceSession session, OnnxModelSchema schema, ProviderChoice providers)
    {
        Providers = [.. providers.InUse.Select(provider => provider.Name)];
        SkippedProviders = providers.Skipped;
        _session = session;
        _schema = schema;
        _boundRuns = new BoundRunPool(session, schema);
        _allOutputs = [.. Enumerable.Range(0, schema.Outputs.Length)];
    }

    /// <summary>The execution providers in use, the preferred first, such as <c>CPUExecutionProvider</c>.</summary>
    public IReadOnlyList<string> Providers { get; }

    /// <summary>Those that were asked for, too, but that this ONNX Runtime does not have.</summary>
    public IReadOnlyList<string> SkippedProviders { get; }

    /// <inheritdoc/>
    public ScorerSchema Schema => _schema.Public;

    /// <inheritdoc/>
    public int ThreadsPerRun { get; internal init; } = 1;

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
        return outputs is null && _schema.HasOnlyTensors
            ? ScoreAll(ordered, cancellationToken)
            : ScoreDirectly(
                ordered, outputs is null ? _allOutputs : ScoringRequest.Find(_schema, outputs), cancellationToken);
    }

    /// <summary>As <see cref="Score"/>, with sequences and maps as they are.</summary>
    /// <param name="inputs">A value for every required input, in any order; null leaves an optional one out.</param>
    /// <param name="outputs">The outputs wanted, or null for all in the model's order.</param>
    /// <param name="cancellationToken">Ends a run that is under way.</param>
    /// <returns>The outputs wanted, in that order; null where an optional one has no value.</returns>
    /// <exception cref="ScoringException">The inputs do not fit the model, or it failed on them.</exception>
    /// <exception cref="ObjectDisposedException">The model has been unloaded.</exception>
    /// <exception cref="OperationCanceledException">The token fired before the run ended.</exception>
    public IReadOnlyList<NamedValue> ScoreValues(
        IReadOnlyList<NamedValue> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        var given = ValueRequest.Order(_schema, inputs);
        var wanted = ValueRequest.Find(_schema, outputs);
        var results = Guard(() => ValueRun.Run(_session, given, wanted, cancellationToken), cancellationToken);
        return [.. wanted.Select((port, i) => new NamedValue(port.Name, results[i]))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _boundRuns.Dispose();
            _plainOptions.Dispose();
            _session.Dispose();
            NativeMemory.TrimSoon();
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

    private NamedTensor[] ScoreDirectly(Tensor?[] inputs, int[] outputs, CancellationToken cancellationToken) =>
        Guard(
            () => _schema.HasOnlyTensors
                ? DirectRun.Run(_session, _schema, inputs, outputs, cancellationToken)
                : StructuredRun.Run(_session, _schema, inputs, outputs, cancellationToken),
            cancellationToken);

    private static T Guard<T>(Func<T> run, CancellationToken cancellationToken)
    {
        try
        {
            return run();
        }
        catch (OnnxRuntimeException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ScoringException(
                ScoringFault.ModelFailed, $"The model failed: {OnnxMessages.Shorten(e.Message)}", e);
        }
    }
}
