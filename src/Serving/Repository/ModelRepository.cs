using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;

namespace Tracking.Serving.Repository;

/// <summary>The served models, in the order of the options. Thread-safe; disposing closes the models.</summary>
internal sealed class ModelRepository(
    ModelLoader loader,
    FrozenServingOptions options,
    StatisticsRegistry statistics,
    TimeProvider time,
    ILogger<ModelRepository> logger) : IModelControl, IDisposable
{
    private readonly Lock _changes = new();
    private readonly ChangeSignal _changed = new();
    private readonly MemoryBudget _budget = new(options.Lifecycle.MemoryBudgetBytes, logger);
    private readonly Dictionary<string, string> _defaults = [];
    private volatile ServedTable _table = ServedTable.Empty;
    private volatile bool _isReady;
    private int _parked;

    /// <summary>Whether the models of the options are loaded and warm, and the host is not draining.</summary>
    public bool IsReady => _isReady;

    /// <summary>Ends when readiness, the index or the state of a model changes; take it before you look.</summary>
    public Task NextChange => _changed.Next;

    /// <summary>Every loaded model, in the order of the options.</summary>
    public IReadOnlyList<LoadedModel> Loaded => [.. _table.Slots.Select(slot => slot.Current).OfType<LoadedModel>()];

    /// <summary>Every place for a model, loaded or not.</summary>
    public IReadOnlyList<ModelSlot> Slots => _table.Slots;

    /// <summary>Loads every model of the options, one after the other; none answers before all do.</summary>
    /// <exception cref="ServingException">The first model that cannot be served.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var slots = new List<ModelSlot>(options.Models.Count);
        try
        {
            foreach (var served in options.Models)
            {
                var slot = NewSlot(served);
                slots.Add(slot);
                if (!served.LoadsOnDemand)
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

        Publish(_ => slots);
        await TrimAsync(null, cancellationToken);
    }

    /// <summary>Everything that is to be loaded at start is.</summary>
    public void Open() => SetReady(true);

    /// <summary>What answers to a name without a version, or to none; null where nothing that is loaded does.</summary>
    public LoadedModel? DefaultOf(string? name)
    {
        var table = _table;
        var slot = table.Slots.FirstOrDefault(slot => name is null || slot.Name == name);
        return slot is null ? null : table.Find(slot.Name, null).Current;
    }

    /// <summary>A model by its served name and, if given, version.</summary>
    /// <exception cref="ServingException">Not found or not ready.</exception>
    public LoadedModel Find(string name, string? version)
    {
        while (true)
        {
            var table = Ready();
            var slot = table.Find(name, version);
            if (slot.Current is { } model)
            {
                return model;
            }

            if (!IsGone(slot))
            {
                throw slot.NotReady();
            }
        }
    }

    /// <summary>What answers now for a name, or without one first; null where nothing does.</summary>
    public LoadedModel? TryFind(string? name, string? version)
    {
        var slots = _table.Slots;
        return name is null
            ? slots.Count == 0 ? null : slots[0].Current
            : slots.FirstOrDefault(slot => slot.Name == name && (version is null || slot.Version == version))?.Current;
    }

    /// <summary>Keeps a model in use; without a name the first one. Waits for one that loads on demand.</summary>
    /// <exception cref="ServingException">Not found or not ready, or it did not load in time.</exception>
    public ValueTask<ModelLease> LeaseAsync(string? name, string? version, CancellationToken cancellationToken)
    {
        var table = Ready();
        var slot = table.Find(name ?? table.Slots[0].Name, version);
        return slot.TryLease(out var lease) ? new(lease) : LeaseLaterAsync(name, version, cancellationToken);
    }

    public IReadOnlyList<ModelIndexEntry> Index() => [.. _table.Slots.Select(slot => slot.Describe())];

    public async Task LoadAsync(string name, string? version, CancellationToken cancellationToken)
    {
        foreach (var slot in _table.Select(name, version))
        {
            await LoadAsync(slot, cancellationToken);
            await TrimAsync(slot, cancellationToken);
        }

        Publish(slots => slots);
    }

    public async Task UnloadAsync(string name, string? version, CancellationToken cancellationToken)
    {
        foreach (var slot in _table.Select(name, version))
        {
            await slot.UnloadAsync(ModelState.Unavailable, "unloaded", cancellationToken);
        }
    }

    public async Task<ModelIndexEntry> AddAsync(ServedModel served, CancellationToken cancellationToken)
    {
        var slot = NewSlot(served);
        try
        {
            await slot.LoadAsync(cancellationToken);
            Publish(slots =>
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

        await TrimAsync(slot, cancellationToken);
        return slot.Describe();
    }

    public Task RemoveAsync(string name, string? version, CancellationToken cancellationToken) =>
        RemoveAsync(_table.Select(name, version), cancellationToken);

    /// <summary>Takes slots out of the index, and closes what they have when its last request has ended.</summary>
    public async Task RemoveAsync(IReadOnlyList<ModelSlot> removed, CancellationToken cancellationToken)
    {
        Publish(slots => [.. slots.Except(removed)]);
        foreach (var slot in removed)
        {
            await slot.RemoveAsync(cancellationToken);
            if (!_table.Slots.Any(other => other.Name == slot.Name && other.Version == slot.Version))
            {
                statistics.Forget(slot.Name, slot.Version);
            }
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

    /// <summary>A slot that is not in the index yet.</summary>
    public ModelSlot NewSlot(ServedModel served) => new(served, loader, time, _changed.Raise);

    /// <summary>Changes which slots there are; names and versions are read anew.</summary>
    public void Publish(Func<IReadOnlyList<ModelSlot>, IReadOnlyList<ModelSlot>> change)
    {
        lock (_changes)
        {
            _table = new ServedTable(change(_table.Slots), _defaults);
        }

        _changed.Raise();
    }

    /// <summary>Unloads those that were not asked the longest until the rest fits into the memory budget.</summary>
    /// <param name="kept">One that stays; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task TrimAsync(ModelSlot? kept, CancellationToken cancellationToken) =>
        _budget.KeepAsync(() => _table.Slots, kept, cancellationToken);

    /// <summary>Readiness ends; requests under way finish.</summary>
    public void Drain() => SetReady(false);

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

    // What was found may be taken out of the index before it is leased: then the index of now is asked.
    private async ValueTask<ModelLease> LeaseLaterAsync(
        string? name, string? version, CancellationToken cancellationToken)
    {
        while (true)
        {
            var table = Ready();
            var slot = table.Find(name ?? table.Slots[0].Name, version);
            if (slot.TryLease(out var lease))
            {
                return lease;
            }

            try
            {
                return slot.LoadsOnRequest ? await ParkAsync(slot, cancellationToken) : throw slot.NotReady();
            }
            catch (ServingException error) when (error.Error == ServingError.ModelNotReady && IsGone(slot))
            {
                continue;
            }
        }
    }

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

    private async ValueTask<ModelLease> ParkAsync(ModelSlot slot, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _parked) > options.Lifecycle.MaxParkedRequests)
            {
                throw new ServingException(
                    ServingError.QueueFull, $"Too many requests wait for models to load; '{slot.Name}' is one of them.")
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                };
            }

            await slot.LoadForRequestsAsync().WaitAsync(cancellationToken);
            if (slot.TryLease(out var lease))
            {
                await TrimAsync(slot, CancellationToken.None);
                return lease;
            }

            throw slot.NotReady();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ServingException(
                ServingError.DeadlineExceeded, $"Model '{slot.Name}' was not loaded within the request's time.");
        }
        finally
        {
            Interlocked.Decrement(ref _parked);
        }
    }

    private bool IsGone(ModelSlot slot) => !_table.Slots.Contains(slot);

    private void SetReady(bool isReady)
    {
        _isReady = isReady;
        _changed.Raise();
    }

    // Read once: disposing may empty the field at any moment.
    private ServedTable Ready() => _table is { Slots.Count: > 0 } table
        ? table
        : throw new ServingException(ServingError.ModelNotReady, "The models are not loaded.");
}
