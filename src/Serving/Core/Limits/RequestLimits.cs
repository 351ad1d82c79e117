using System.Runtime.CompilerServices;
using Tracking.Models.Scoring;

namespace Tracking.Serving.Core.Limits;

/// <summary>What one request may hold, and how many a model works on at a time. Thread-safe.</summary>
internal sealed class RequestLimits(ServingLimits limits)
{
    // By the statistics, which live as long as a version is known, through all its reloads.
    private readonly ConditionalWeakTable<ModelStatistics, RequestSlots> _slots = [];

    /// <summary>Refuses too many rows or elements.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.BodyTooLarge"/>.</exception>
    public void Check(IReadOnlyList<NamedTensor> inputs)
    {
        var rows = RowCount.Of(inputs);
        if (rows > limits.BatchRows)
        {
            throw new ServingException(
                ServingError.BodyTooLarge,
                $"The request has {rows} rows, this server accepts {limits.BatchRows}; send several requests.");
        }

        var elements = 0L;
        for (var i = 0; i < inputs.Count; i++)
        {
            elements += inputs[i].Tensor.Count;
        }

        if (elements > limits.TensorElements)
        {
            throw new ServingException(
                ServingError.BodyTooLarge,
                $"The request's inputs have {elements} elements, this server accepts {limits.TensorElements}.");
        }
    }

    /// <summary>The slots of a model; null where nothing bounds it.</summary>
    public RequestSlots? SlotsOf(LoadedModel model) => limits.ConcurrentRequestsPerModel == 0
        ? null
        : _slots.GetValue(model.Statistics, _ => new RequestSlots(
            $"Model '{model.Name}'", limits.ConcurrentRequestsPerModel, limits.ConcurrentRequestsPerModel));
}
