using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;

namespace Tracking.Serving.Repository;

/// <summary>Loads, unloads, adds and removes what is served. Thread-safe; disposing closes the models.</summary>
internal sealed class ModelRepository(
    ServedModels served,
    SlotFactory places,
    ModelResidency residency,
    StatisticsRegistry statistics,
    FrozenServingOptions options,
    ILogger<ModelRepository> logger) : IModelControl, IDisposable
{
    /// <summary>Loads every model of the options, one after the other; none answers before all do.</summary>
    /// <exception cref="ServingException">The first model that cannot be served.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var slots = new List<ModelSlot>(options.Models.Count);
        try
        {
            foreach (var model in options.Models)
            {
                var slot = NewSlot(model);
                slots.Add(slot);
                if (!model.LoadsOnDemand)
                {
                    await slot.LoadAsync(cancellationToken);
                }

                ServedTable.CheckUnique(slots, slot, ServingError.HostUnusable);
            }
        }
        catch
        {
            slots.ForEach(slot => slot.Dispose());
            throw;
        }

        served.Publish(_ => slots);
        await residency.KeepWithinMemoryAsync(null, cancellationToken);
    }

    public IReadOnlyList<ModelIndexEntry> Index() => [.. served.Slots.Select(slot => slot.Describe())];

    public async Task LoadAsync(string name, string? version, CancellationToken cancellationToken)
    {
        foreach (var slot in served.Select(name, version))
        {
            await LoadAsync(slot, cancellationToken);
            await residency.KeepWithinMemoryAsync(slot, cancellationToken);
        }

        served.Publish(slots => slots);
    }

    public async Task UnloadAsync(string name, string? version, CancellationToken cancellationToken)
    {
        foreach (var slot in served.Select(name, version))
        {
            await slot.UnloadAsync(ModelState.Unavailable, "unloaded", cancellationToken);
        }
    }

    public async Task<ModelIndexEntry> AddAsync(ServedModel model, CancellationToken cancellationToken)
    {
        var slot = NewSlot(model);
        try
        {
            await slot.LoadAsync(cancellationToken);
            served.Publish(slots =>
            {
                ServedTable.CheckUnique([.. slots, slot], slot, ServingError.ModelExists);
                return [.. slots, slot];
            });
        }
        catch
        {
            slot.Dispose();
            throw;
        }

        await residency.KeepWithinMemoryAsync(slot, cancellationToken);
        return slot.Describe();
    }

    public Task RemoveAsync(string name, string? version, CancellationToken cancellationToken) =>
        RemoveAsync(served.Select(name, version), cancellationToken);

    /// <summary>Takes places out of the index, and closes what they have when its last request has ended.</summary>
    public async Task RemoveAsync(IReadOnlyList<ModelSlot> removed, CancellationToken cancellationToken)
    {
        served.Publish(slots => [.. slots.Except(removed)]);
        foreach (var slot in removed)
        {
            await slot.RemoveAsync(cancellationToken);
            if (!served.Slots.Any(other => other.Name == slot.Name && other.Version == slot.Version))
            {
                statistics.Forget(slot.Name, slot.Version);
            }
        }
    }

    public void SetDefault(string name, string version) => served.SetDefault(name, version);

    public void Dispose()
    {
        served.SetReady(false);
        var slots = served.Slots;
        served.Publish(_ => []);
        foreach (var slot in slots)
        {
            slot.Dispose();
        }
    }

    /// <summary>A place that is not in the index yet.</summary>
    public ModelSlot NewSlot(ServedModel model) => places.New(model);

    private async Task LoadAsync(ModelSlot slot, CancellationToken cancellationToken)
    {
        try
        {
            await slot.LoadAsync(cancellationToken);
        }
        catch (ServingException error) when (slot.Current is not null)
        {
            logger.LogError("Model '{Name}' goes on as it is, its reload failed: {Problem}", slot.Name, error.Message);
            throw;
        }
    }
}
