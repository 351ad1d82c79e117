using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>What is served at each moment, in the order of the options, as requests find it. Thread-safe.</summary>
internal sealed class ServedModels
{
    private readonly Lock _changes = new();
    private readonly ChangeSignal _changed = new();
    private readonly Dictionary<string, string> _defaults = [];
    private volatile ServedTable _table = ServedTable.Empty;
    private volatile bool _isReady;

    /// <summary>Whether everything that is to be loaded at start is, and the host is not draining.</summary>
    public bool IsReady => _isReady;

    /// <summary>Ends when readiness, the index or the state of a model changes; take it before you look.</summary>
    public Task NextChange => _changed.Next;

    /// <summary>Every loaded model.</summary>
    public IReadOnlyList<LoadedModel> Loaded => [.. _table.Slots.Select(slot => slot.Current).OfType<LoadedModel>()];

    /// <summary>Every place for a model, loaded or not.</summary>
    public IReadOnlyList<ModelSlot> Slots => _table.Slots;

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
            var slot = FindSlot(name, version);
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

    /// <summary>The place that answers a request, loaded or not; without a name the first one.</summary>
    /// <exception cref="ServingException">Not found, or nothing is served yet.</exception>
    public ModelSlot FindSlot(string? name, string? version)
    {
        // Read once: clearing may empty the field at any moment.
        var table = _table;
        return table.Slots.Count > 0
            ? table.Find(name ?? table.Slots[0].Name, version)
            : throw new ServingException(ServingError.ModelNotReady, "The models are not loaded.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
    }

    /// <summary>The places of a name, or the one of a version.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.ModelNotFound"/>.</exception>
    public IReadOnlyList<ModelSlot> Select(string name, string? version) => _table.Select(name, version);

    /// <summary>Whether what was found before has been taken out of the index.</summary>
    public bool IsGone(ModelSlot slot) => !_table.Slots.Contains(slot);

    /// <summary>Changes which places there are; names and versions are read anew.</summary>
    public void Publish(Func<IReadOnlyList<ModelSlot>, IReadOnlyList<ModelSlot>> change)
    {
        lock (_changes)
        {
            _table = new ServedTable(change(_table.Slots), _defaults);
        }

        _changed.Raise();
    }

    /// <summary>Chooses the version that answers requests which name none.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.ModelNotFound"/>.</exception>
    public void SetDefault(string name, string version)
    {
        _table.Find(name, version);
        lock (_changes)
        {
            _defaults[name] = version;
        }

        Publish(slots => slots);
    }

    public void SetReady(bool isReady)
    {
        _isReady = isReady;
        _changed.Raise();
    }

    /// <summary>Tells that the state of a model has changed.</summary>
    public void RaiseChanged() => _changed.Raise();
}
