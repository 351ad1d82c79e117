using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Batching;

/// <summary>Requests that can run together: the same inputs in all but their rows, and the same outputs.</summary>
internal sealed class BatchGroup
{
    private readonly Part[] _parts;
    private readonly string[]? _outputs;

    public BatchGroup(in InferenceRequest like)
    {
        _parts = [.. like.Inputs.Select(input => new Part(
            input.Name, input.Tensor.ElementType, input.Tensor.Shape[1..].ToArray()))];
        _outputs = like.Outputs is null ? null : [.. like.Outputs];
    }

    /// <summary>Those that wait, the one to run first at the head.</summary>
    public LinkedList<PendingRequest> Waiting { get; } = new();

    /// <summary>Rows of all that wait.</summary>
    public int Rows { get; private set; }

    public bool Accepts(in InferenceRequest request)
    {
        if (request.Inputs.Count != _parts.Length || !SameOutputs(request.Outputs))
        {
            return false;
        }

        for (var i = 0; i < _parts.Length; i++)
        {
            var (name, tensor) = request.Inputs[i];
            var part = _parts[i];
            if (tensor.ElementType != part.Type || name != part.Name || !tensor.Shape[1..].SequenceEqual(part.RowShape))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Puts a request behind all that are due no later.</summary>
    public void Add(PendingRequest pending)
    {
        var before = Waiting.Last;
        while (before is not null && before.Value.Due > pending.Due)
        {
            before = before.Previous;
        }

        pending.Place = before is null ? Waiting.AddFirst(pending) : Waiting.AddAfter(before, pending);
        Rows += pending.Rows;
    }

    public void Remove(PendingRequest pending)
    {
        Waiting.Remove(pending.Place!);
        pending.Place = null;
        Rows -= pending.Rows;
    }

    /// <summary>Takes from the head while they fit into so many rows; at least one.</summary>
    public List<PendingRequest> Take(int rows)
    {
        var taken = new List<PendingRequest>(Math.Min(Waiting.Count, rows));
        var sum = 0;
        for (var node = Waiting.First; node is not null && (taken.Count == 0 || sum < rows);)
        {
            var next = node.Next;
            if (taken.Count == 0 || sum + node.Value.Rows <= rows)
            {
                sum += node.Value.Rows;
                taken.Add(node.Value);
                Remove(node.Value);
            }

            node = next;
        }

        return taken;
    }

    private bool SameOutputs(IReadOnlyList<string>? outputs) => outputs is null || _outputs is null
        ? outputs is null && _outputs is null
        : outputs.SequenceEqual(_outputs);

    private sealed record Part(string Name, ElementType Type, long[] RowShape);
}
