using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;

namespace Tracking.Serving.Repository;

/// <summary>The served models, in the order of the options. Thread-safe; disposing closes the models.</summary>
internal sealed class ModelRepository(
    ModelLoader loader, FrozenServingOptions options, StatisticsRegistry statistics, ILogger<ModelRepository> logger)
    : IModelControl, IDisposable
{
    private readonly Lock _changes = new();
    private readonly Dictionary<string, string> _defaults = [];
    private volatile ServedTable _table = ServedTable.Empty;
    private volatile bool _isReady;

    /// <summary>Whether the models of the options are loaded and warm, and the host is not draining.</summary>
    public bool IsReady => _isReady;

    /// <summary>Every loaded model, in the order of the options.</summary>
    public IReadOnlyList<LoadedModel> Loaded => [.. _table.Slots.Select(slot => slot.Current).OfType<LoadedModel>()];

    /// <summary>Loads every model of the options, one after the other; none answers before all do.</summary>
    /// <exception cref="ServingException">The first model that cannot be served.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var slots = new List<ModelSlot>(options.Models.Count);
        try
        {
            foreach (var served in options.Models)
            {
                var slot = new ModelSlot(served, loader, logger);
                slots.Add(slot);
                await slot.LoadAsync(cancellationToken);
                CheckUnique(slots, slot, ServingError.HostUnusable);
            }
        }
        catch
        {
            slots.ForEach(slot => slot.Dispose());
            throw;
        }

        Publish(_ => slots);
        _isReady = true;
    }

    /// <summary>A model by its served name and, if given, version.</summary>
    /// <exception cref="ServingException">Not found or not ready.</exception>
    public LoadedModel Find(string name, string? version)
    {
        var slot = Ready().Find(name, version);
        return slot.Current ?? throw NotReady(slot);
    }

    /// <summary>Keeps a model in use; without a name the first one.</summary>
    /// <exception cref="ServingException">Not found or not ready.</exception>
    public ValueTask<ModelLease> LeaseAsync(string? name, string? version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var table = Ready();
        var slot = table.Find(name ?? table.Slots[0].Name, version);
        return slot.TryLease(out var lease) ? new(lease) : throw NotReady(slot);
    }

    public IReadOnlyList<ModelIndexEntry> Index() => [.. _table.Slots.Select(slot => slot.Describe())];

    public async Task LoadAsync(string name, string? version, CancellationToken cancellationToken)
    {
        foreach (var slot in _table.Select(name, version))
        {
            await slot.LoadAsync(cancellationToken);
        }

        Publish(slots => slots);
    }

    public async Task UnloadAsync(string name, string? version, CancellationToken cancellationToken)
    {
        foreach (var slot in _table.Select(name, version))
        {
            await slot.UnloadAsync("unloaded", cancellationToken);
        }
    }

    public async Task<ModelIndexEntry> AddAsync(ServedModel served, CancellationToken cancellationToken)
    {
        var slot = new ModelSlot(served, loader, logger);
        try
        {
            await slot.LoadAsync(cancellationToken);
            Publish(slots =>
            {
                CheckUnique([.. slots, slot], slot, ServingError.ModelExists);
                return [.. slots, slot];
            });
            return slot.Describe();
        }
        catch
        {
            slot.Dispose();
            throw;
        }
    }

    public async Task RemoveAsync(string name, string? version, CancellationToken cancellationToken)
    {
        var removed = _table.Select(name, version);
        Publish(slots => [.. slots.Except(removed)]);
        foreach (var slot in removed)
        {
            await slot.UnloadAsync("removed", cancellationToken);
            statistics.Forget(slot.Name, slot.Version);
            slot.Dispose();
        }
    }

    public void SetDefault(string name, string version)
    {
        _table.Find(name, version);
        lock (_changes)
        {
            _defaults[name] = version;
        }

        Publish(slots => slots);
    }

    /// <summary>Readiness ends; requests under way finish.</summary>
    public void Drain() => _isReady = false;

    public void Dispose()
    {
        Drain();
        var slots = _table.Slots;
        _table = ServedTable.Empty;
        foreach (var slot in slots)
        {
            slot.Dispose();
        }
    }

    private void Publish(Func<IReadOnlyList<ModelSlot>, IReadOnlyList<ModelSlot>> change)
    {
        lock (_changes)
        {
            _table = new ServedTable(change(_table.Slots), _defaults);
        }
    }

    private static void CheckUnique(IReadOnlyList<ModelSlot> slots, ModelSlot added, ServingError error)
    {
        if (slots.Any(slot => slot != added && slot.Name == added.Name && slot.Version == added.Version))
        {
            var version = added.Version is null ? string.Empty : $" version '{added.Version}'";
            throw new ServingException(
                error, $"Two models would be served as '{added.Name}'{version}; give one of them another name.");
        }
    }

    // Read once: disposing may empty the field at any moment.
    private ServedTable Ready() => _table is { Slots.Count: > 0 } table
        ? table
        : throw new ServingException(ServingError.ModelNotReady, "The models are not loaded.");

    private static ServingException NotReady(ModelSlot slot)
    {
        var entry = slot.Describe();
        var reason = entry.Reason.Length == 0 ? string.Empty : $": {entry.Reason.TrimEnd('.')}";
        return new ServingException(
            ServingError.ModelNotReady,
            $"Model '{entry.Name}' is {entry.State.ToString().ToLowerInvariant()}{reason}.");
    }
}
