using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Runs;

/// <summary>
/// Prepared runs that nobody uses at the moment, at most <see cref="Capacity"/>. Shapes are prepared for when they come
/// twice in a row, since preparing costs as much as several runs. Safe for concurrent calls.
/// </summary>
internal sealed class BoundRunPool(InferenceSession session, OnnxModelSchema schema) : IDisposable
{
    public const int Capacity = 16;

    private readonly BoundRun?[] _idle = new BoundRun?[Capacity];
    private int _lastShapes;
    private uint _nextVictim;
    private volatile bool _isClosed;

    /// <summary>Takes a prepared run that fits, or gives null.</summary>
    public BoundRun? Rent(Tensor?[] inputs)
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } run)
            {
                if (run.Fits(inputs))
                {
                    return run;
                }

                Return(run);
            }
        }

        return null;
    }

    /// <summary>Gives a run back after it went well.</summary>
    public void Return(BoundRun run)
    {
        for (var i = 0; i < _idle.Length && !_isClosed; i++)
        {
            if (_idle[i] is null && Interlocked.CompareExchange(ref _idle[i], run, null) is null)
            {
                EmptyIfClosed();
                return;
            }
        }

        Replace(run);
    }

    /// <summary>Tells of shapes for which no run was prepared, and what came out.</summary>
    public void Offer(Tensor?[] inputs, IReadOnlyList<NamedTensor> outputs)
    {
        if (_isClosed)
        {
            return;
        }

        var shapes = HashOf(inputs);
        if (Interlocked.Exchange(ref _lastShapes, shapes) == shapes
            && BoundRun.TryCreate(session, schema, inputs, outputs) is { } run)
        {
            Return(run);
        }
    }

    /// <summary>Prepares no more runs: the shapes of this model's outputs depend on its data.</summary>
    public void Close()
    {
        _isClosed = true;
        EmptyIfClosed();
    }

    public void Dispose() => Close();

    // Asked again after a run is put back: closing may have swept its place just before.
    private void EmptyIfClosed()
    {
        for (var i = 0; i < _idle.Length && _isClosed; i++)
        {
            Interlocked.Exchange(ref _idle[i], null)?.Dispose();
        }
    }

    // All places are taken, mostly by shapes of the past: the oldest place goes.
    private void Replace(BoundRun run)
    {
        if (_isClosed)
        {
            run.Dispose();
            return;
        }

        var victim = Interlocked.Increment(ref _nextVictim) % Capacity;
        Interlocked.Exchange(ref _idle[victim], run)?.Dispose();
    }

    private static int HashOf(Tensor?[] inputs)
    {
        var hash = default(HashCode);
        foreach (var input in inputs)
        {
            hash.Add(input?.Rank ?? -1);
            foreach (var extent in input is null ? [] : input.Shape)
            {
                hash.Add(extent);
            }
        }

        return hash.ToHashCode();
    }
}
