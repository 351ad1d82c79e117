using System.Collections.Frozen;
using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>Which slot answers for which name and version at one moment. Immutable.</summary>
internal sealed class ServedTable
{
    private readonly FrozenDictionary<string, ModelSlot[]> _byName;

    /// <summary>Arranges slots; the first of a name answers for it unless a default is chosen.</summary>
    public ServedTable(IReadOnlyList<ModelSlot> slots, IReadOnlyDictionary<string, string> defaults)
    {
        Slots = slots;
        _byName = slots.GroupBy(slot => slot.Name).ToFrozenDictionary(
            group => group.Key,
            group => group.OrderByDescending(
                slot => slot.Version is { } version && defaults.GetValueOrDefault(group.Key) == version).ToArray());
    }

    public static ServedTable Empty { get; } = new([], new Dictionary<string, string>());

    /// <summary>All, in the order of the configuration.</summary>
    public IReadOnlyList<ModelSlot> Slots { get; }

    /// <summary>Every version of a name, the default one first.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.ModelNotFound"/>.</exception>
    public ModelSlot[] Versions(string name) => _byName.TryGetValue(name, out var slots)
        ? slots
        : throw NotFound($"No model '{name}' is served here; served: "
            + $"{string.Join(", ", _byName.Keys.Order(StringComparer.Ordinal).Select(known => $"'{known}'"))}.");

    /// <summary>The slot that answers: without a version the default one, or the first that is loaded.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.ModelNotFound"/>.</exception>
    public ModelSlot Find(string name, string? version)
    {
        var slots = Versions(name);
        if (version is null)
        {
            return slots[0].Current is not null ? slots[0] : Array.Find(slots, IsLoaded) ?? slots[0];
        }

        foreach (var slot in slots)
        {
            if (slot.Version == version)
            {
                return slot;
            }
        }

        throw NotFound($"Model '{name}' has no version '{version}' here; served is {Shown(slots)}.");
    }

    /// <summary>The slots of a name, or the one of a version.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.ModelNotFound"/>.</exception>
    public IReadOnlyList<ModelSlot> Select(string name, string? version) =>
        version is null ? Versions(name) : [Find(name, version)];

    /// <summary>Refuses a second model of one name and version.</summary>
    /// <exception cref="ServingException">The error given.</exception>
    public static void CheckUnique(IReadOnlyList<ModelSlot> slots, ModelSlot added, ServingError error)
    {
        if (slots.Any(slot => slot != added && slot.Name == added.Name && slot.Version == added.Version))
        {
            var version = added.Version is null ? string.Empty : $" version '{added.Version}'";
            throw new ServingException(
                error, $"Two models would be served as '{added.Name}'{version}; give one of them another name.");
        }
    }

    private static bool IsLoaded(ModelSlot slot) => slot.Current is not null;

    private static string Shown(ModelSlot[] slots) => string.Join(", ", slots.Select(
        slot => slot.Version is { } version ? $"version '{version}'" : "a model without a version"));

    private static ServingException NotFound(string message) => new(ServingError.ModelNotFound, message);
}
