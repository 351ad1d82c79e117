using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tracking.Models.Scoring;

namespace Tracking.Serving.Core.Limits;

/// <summary>What one request may hold, and how many a model works on at a time. Thread-safe.</summary>
internal sealed class RequestLimits(ServingLimits limits)
{
    // By the statistics, which live as long as a version is known, through all its reloads; and by the bound, which a
    // reload may change while the model before it still works.
    private readonly ConditionalWeakTable<ModelStatistics, ConcurrentDictionary<int, RequestSlots>> _slots = [];

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
    public RequestSlots? SlotsOf(LoadedModel model)
    {
        var most = model.ConcurrentRequests ?? limits.ConcurrentRequestsPerModel;
        return most == 0
            ? null
            : _slots.GetValue(model.Statistics, static _ => [])
                .GetOrAdd(most, static (most, name) => new RequestSlots($"Model '{name}'", most, most), model.Name);
    }
}
