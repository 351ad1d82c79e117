using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Batching;

/// <summary>One run of a batch: join, score, cut; if it fails as a whole, every request by itself. Runs once.</summary>
internal sealed class BatchRun(Batch batch, LoadedModel model, TimeProvider time)
{
    private readonly List<Tensor> _kept = [];
    private NamedTensor[] _joined = [];
    private IReadOnlyList<NamedTensor>? _outputs;
    private Exception? _error;
    private TimeSpan _joining;

    /// <summary>How long the model took; zero if the run failed.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Why the model's outputs cannot be cut into rows; null if they can.</summary>
    public string? Unsplittable { get; private set; }

    /// <summary>Copies the inputs below each other; a request alone runs on its own.</summary>
    public void Join()
    {
        try
        {
            JoinInputs();
        }
        catch (Exception error) when (error is OverflowException or OutOfMemoryException)
        {
            _joined = [];
            _error = error;
        }
    }

    /// <summary>Runs the model on what was joined.</summary>
    public void Score()
    {
        if (_error is not null)
        {
            return;
        }

        if (!model.TryLease(out var lease))
        {
            _error = new ServingException(ServingError.ModelNotReady, $"Model '{model.Name}' is shutting down.");
            return;
        }

        using (lease)
        {
            ScoreJoined();
        }
    }

    /// <summary>Answers every request that is not answered yet, and gives the joined arrays back.</summary>
    public void Answer(Func<PendingRequest, bool> claim)
    {
        if (_outputs is not null)
        {
            AnswerParts(_outputs, claim);
        }
        else if (batch.Requests.Count > 1 && _joined.Length > 0 && model.TryLease(out var lease))
        {
            using (lease)
            {
                AnswerOneByOne(claim);
            }
        }
        else
        {
            foreach (var pending in batch.Requests.Where(claim))
            {
                pending.TrySetException(_error!);
            }
        }

        GiveBack();
        batch.Dispose();
    }

    private void JoinInputs()
    {
        var start = time.GetTimestamp();
        var first = batch.Requests[0].Request.Inputs;
        if (batch.Requests.Count == 1)
        {
            _joined = [.. first];
            return;
        }

        _joined = new NamedTensor[first.Count];
        var parts = new Tensor[batch.Requests.Count];
        for (var i = 0; i < _joined.Length; i++)
        {
            for (var j = 0; j < parts.Length; j++)
            {
                parts[j] = batch.Requests[j].Request.Inputs[i].Tensor;
            }

            _joined[i] = new(first[i].Name, TensorRows.Of(parts[0].ElementType).Join(parts, batch.Rows));
        }

        _joining = time.GetElapsedTime(start);
    }

    private void ScoreJoined()
    {
        var start = time.GetTimestamp();
        using var span = ModelSpans.Run(model, batch.Rows, reason: null);
        try
        {
            var outputs = model.Scorer.Score(_joined, batch.Requests[0].Request.Outputs, batch.Abandoned);
            Took = time.GetElapsedTime(start);
            Unsplittable = batch.Requests.Count == 1 ? null : ProblemOf(outputs);
            _outputs = Unsplittable is null ? outputs : null;
        }
        catch (Exception error)
        {
            ModelSpans.Fail(span, error);
            _error = error;
        }
    }

    private void AnswerParts(IReadOnlyList<NamedTensor> outputs, Func<PendingRequest, bool> claim)
    {
        var start = time.GetTimestamp();
        var parts = new IReadOnlyList<NamedTensor>[batch.Requests.Count];
        var row = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var rows = batch.Requests[i].Rows;
            parts[i] = parts.Length == 1 ? outputs : new JoinedPart(Cut(outputs, row, rows), batch.Rows);
            row += rows;
        }

        var timing = new ExecutionTiming(batch.Rows, parts.Length, _joining, Took, time.GetElapsedTime(start))
        {
            Reading = Reading(),
        };
        model.Statistics.Executed(timing, time.GetUtcNow());
        for (var i = 0; i < parts.Length; i++)
        {
            if (claim(batch.Requests[i]))
            {
                batch.Requests[i].TrySetResult(parts[i]);
            }
        }
    }

    // One bad row must fail its own request only, and nobody can tell from outside whose it is.
    private void AnswerOneByOne(Func<PendingRequest, bool> claim)
    {
        var start = 0;
        foreach (var pending in batch.Requests)
        {
            var own = Cut(_joined, start, pending.Rows);
            start += pending.Rows;
            var request = pending.Request;
            if (request.Deadline.IsCancellationRequested)
            {
                if (claim(pending))
                {
                    pending.TrySetCanceled(request.Deadline);
                }

                continue;
            }

            using var span = ModelSpans.Run(model, pending.Rows, DispatchReason.Alone, pending.Caller);
            try
            {
                var began = time.GetTimestamp();
                var outputs = model.Scorer.Score(own, request.Outputs, request.Deadline);
                var timing = new ExecutionTiming(pending.Rows, 1, default, time.GetElapsedTime(began), default)
                {
                    Reading = request.Reading,
                };
                model.Statistics.Executed(timing, time.GetUtcNow());
                if (claim(pending))
                {
                    _kept.AddRange(outputs.Select(output => output.Tensor));
                    pending.TrySetResult(outputs);
                }
            }
            catch (Exception error)
            {
                ModelSpans.Fail(span, error);
                if (claim(pending))
                {
                    pending.TrySetException(error);
                }
            }
        }
    }

    private TimeSpan Reading()
    {
        var all = TimeSpan.Zero;
        foreach (var pending in batch.Requests)
        {
            all += pending.Request.Reading;
        }

        return all;
    }

    private static NamedTensor[] Cut(IReadOnlyList<NamedTensor> whole, int start, int rows)
    {
        var parts = new NamedTensor[whole.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var (name, tensor) = whole[i];
            parts[i] = new(name, TensorRows.Of(tensor.ElementType).Cut(tensor, start, rows));
        }

        return parts;
    }

    private string? ProblemOf(IReadOnlyList<NamedTensor> outputs)
    {
        foreach (var (name, tensor) in outputs)
        {
            if (tensor.Rank == 0 || tensor.Shape[0] != batch.Rows)
            {
                return $"output '{name}' had shape {TensorShapes.Print(tensor.Shape)} for {batch.Rows} rows";
            }
        }

        return null;
    }

    private void GiveBack()
    {
        if (batch.Requests.Count == 1)
        {
            return;
        }

        var answers = _outputs is null ? _kept : [.. _outputs.Select(output => output.Tensor)];
        foreach (var (_, tensor) in _joined)
        {
            TensorRows.Of(tensor.ElementType).Return(tensor, answers);
        }
    }
}
